"""Everything that can go wrong for a user, each with a sentence in Chinese and English that names the remedy.

ParaciteError
├── QuestionError           EmptyQuestion · QuestionTooLong
├── CollectionError         EmptyCollection · UnknownDocument · UnknownParagraph · CollectionUnreadable · OtherEmbedding
│                           CollectionBusy
├── SourceError             MissingPath · UnreadableFile · EmptyFile · BinaryFile · UnknownEncoding · UnknownFormat
│                           SymbolTaken
├── SettingsError           HomeUnusable · InvalidSetting · ModelUnavailable
└── (eval.errors)           EvaluationError
"""

from __future__ import annotations

from typing import ClassVar


class ParaciteError(Exception):
    """Base of all errors that reach a user. ``details`` fill the templates."""

    templates: ClassVar[dict[str, str]] = {"en": "{reason}", "zh": "{reason}"}

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """The sentence for the user, in ``zh`` or ``en`` (any other language is served English)."""
        return self.templates.get(language, self.templates["en"]).format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.details))


def _rebuild(kind: type[ParaciteError], details: dict[str, object]) -> ParaciteError:
    return kind(**details)


class QuestionError(ParaciteError):
    """The question cannot be asked as it stands."""


class EmptyQuestion(QuestionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The question is empty. Type a question about the documents.",
        "zh": "问题是空的。请输入一个关于文件的问题。",
    }


class QuestionTooLong(QuestionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The question has {length} characters; at most {limit} are accepted. Shorten it to what you want to know.",
        "zh": "问题有 {length} 个字符，最多接受 {limit} 个。请缩短，只写想知道的内容。",
    }


class CollectionError(ParaciteError):
    """The collection cannot do what was asked."""


class EmptyCollection(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} holds no documents yet. Add some first: paracite ingest PATH...",
        "zh": "{home} 中还没有任何文件。请先加入文件：paracite ingest PATH...",
    }


class UnknownDocument(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "No document in the collection is called “{reference}”. List them with: paracite documents",
        "zh": "文件库中没有名为“{reference}”的文件。用 paracite documents 查看全部文件。",
    }


class AmbiguousDocument(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "“{reference}” fits several documents: {candidates}. Use the whole id.",
        "zh": "“{reference}”对应多份文件：{candidates}。请使用完整的文件标识。",
    }


class UnknownParagraph(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{document} has no paragraph “{reference}”. See its paragraphs with: paracite show {document}",
        "zh": "{document} 没有“{reference}”这一段。用 paracite show {document} 查看全部段落。",
    }


class CollectionUnreadable(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} cannot be read ({reason}). Nothing was changed. Check the folder's permissions and "
        "free space, or choose another with --home DIR.",
        "zh": "无法读取 {home} 中的文件库（{reason}）。未作任何改动。请检查该文件夹的权限和剩余空间，"
        "或用 --home DIR 另选文件夹。",
    }


class CollectionBusy(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Another process is writing to the collection in {home}. Try again when it has finished.",
        "zh": "另一个进程正在写入 {home} 中的文件库。请等它完成后再试。",
    }


class OtherEmbedding(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} was embedded with {stored}, and {wanted} is configured. Set PARACITE_EMBEDDING back, "
        "or use another folder with --home DIR and ingest again.",
        "zh": "{home} 中的文件库是用 {stored} 向量化的，而当前配置是 {wanted}。请改回 PARACITE_EMBEDDING，"
        "或用 --home DIR 换一个文件夹重新加入文件。",
    }


class SourceError(ParaciteError):
    """A file or folder cannot be read as a document. ``path`` is always among the details."""


class MissingPath(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} does not exist. Check the spelling of the path.",
        "zh": "{path} 不存在。请检查路径是否写对。",
    }


class UnreadableFile(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be opened ({reason}). Check its permissions.",
        "zh": "无法打开 {path}（{reason}）。请检查权限。",
    }


class EmptyFile(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} has no text. Save the document again, with its text, and ingest it once more.",
        "zh": "{path} 没有任何文字。请重新保存含有正文的文件后再加入。",
    }


class BinaryFile(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is not text, whatever its name says. Export the document as plain text (UTF-8) first.",
        "zh": "{path} 虽有文本文件的名称，内容却不是文本。请先把文件另存为纯文本（UTF-8）。",
    }


class UnknownEncoding(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The character encoding of {path} could not be recognised. Save it as UTF-8 and ingest it again.",
        "zh": "无法识别 {path} 的字符编码。请另存为 UTF-8 后再加入。",
    }


class UnknownFormat(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} has a format that cannot be read; these can: {formats}. Save it as one of them.",
        "zh": "{path} 的格式无法读取；可以读取的格式有：{formats}。请另存为其中之一。",
    }


class SymbolTaken(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is another text of {symbol}, which the collection already holds from {other}. Keep one of the two "
        "files, or give this one its own symbol in a catalogue file.",
        "zh": "{path} 是 {symbol} 的另一个文本，文件库中已有来自 {other} 的文本。请只保留其中一个，"
        "或在目录文件中为它注明文号。",
    }


class SettingsError(ParaciteError):
    """The configuration cannot be used."""


class HomeUnusable(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The folder {home} cannot be used for the collection ({reason}). Choose another with --home DIR or PARACITE_HOME.",
        "zh": "无法把文件夹 {home} 用作文件库（{reason}）。请用 --home DIR 或 PARACITE_HOME 另选文件夹。",
    }


class InvalidSetting(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{variable} is “{value}”, which is no number of seconds above zero. Correct it, or unset it.",
        "zh": "{variable} 的值“{value}”不是大于零的秒数。请更正，或取消该设置。",
    }


class ModelUnavailable(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The model {model} cannot be used ({reason}). Correct {variable}, or unset it to use the built-in one.",
        "zh": "无法使用模型 {model}（{reason}）。请更正 {variable}，或取消该设置以使用内置模型。",
    }

"""Everything that can go wrong for a user, each with a sentence in Chinese and English that names the remedy.

ParaciteError
├── QuestionError           EmptyQuestion · QuestionTooLong
├── CollectionError         EmptyCollection · UnknownDocument · AmbiguousDocument · UnknownParagraph · OtherEmbedding
│   │                       CollectionBusy
│   └── CollectionUnreadable  DiskFull · CollectionReadOnly · CollectionDamaged · NewerCollection · DatabaseUnreachable
│       └── ChromaAway      ChromaLost · ChromaRefuses · ChromaWithoutTenant · ChromaUnknown
├── SourceError             MissingPath · UnreadableFile · EmptyFile · BinaryFile · UnknownEncoding · UnknownFormat
│                           SymbolTaken
├── SettingsError           HomeUnusable · InvalidSetting · BadDatabase · DriverMissing · BadServer · BadHeaders
│                           BadName · UnknownBackend
│                           ModelUnavailable (rag.encoders.saved_model: ModelNotHere · ModelFolderMissing)
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


class DiskFull(CollectionUnreadable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The disk of {home} is full. Everything stored before stands. Make room and do the same again.",
        "zh": "{home} 所在的磁盘已满。此前存入的全部保留。请腾出空间后再做一次。",
    }


class CollectionReadOnly(CollectionUnreadable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} may be read but not written ({reason}). Questions are still answered; to add or "
        "remove documents, get write access to the folder, or choose another with --home DIR.",
        "zh": "{home} 中的文件库只能读取，不能写入（{reason}）。仍可提问；要加入或移除文件，请取得该文件夹的写入权限，"
        "或用 --home DIR 另选文件夹。",
    }


class CollectionDamaged(CollectionUnreadable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} is damaged ({reason}). Nothing was changed. Repair it with: paracite doctor --repair; "
        "or choose another folder with --home DIR.",
        "zh": "{home} 中的文件库已损坏（{reason}）。未作任何改动。请用 paracite doctor --repair 修复，或用 --home DIR 另选文件夹。",
    }


class NewerCollection(CollectionUnreadable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} was written by a newer paracite (layout {found}; this one knows {known}). "
        "Nothing was changed. Update paracite, or choose another folder with --home DIR.",
        "zh": "{home} 中的文件库由更新版本的 paracite 写成（格式 {found}；本版本只认识到 {known}）。未作任何改动。"
        "请更新 paracite，或用 --home DIR 另选文件夹。",
    }


class DatabaseUnreachable(CollectionUnreadable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The database {database} cannot be used ({reason}). Nothing was changed. Check that the server runs and that "
        "PARACITE_DATABASE names it, or unset it to keep the collection in a folder.",
        "zh": "无法使用数据库 {database}（{reason}）。未作任何改动。请检查服务器是否在运行、PARACITE_DATABASE 是否正确，"
        "或取消该设置，把文件库存在文件夹里。",
    }


class ChromaAway(CollectionUnreadable):
    """The server that keeps the vectors cannot be asked now; all else goes on, and the vectors are brought up afterwards."""


class ChromaLost(ChromaAway):
    templates: ClassVar[dict[str, str]] = {
        "en": "The Chroma server {server} does not answer ({reason}). Nothing stored is lost, and its vectors are brought up "
        "to date by themselves once it does. Check that it runs and that PARACITE_CHROMA names it.",
        "zh": "Chroma 服务器 {server} 没有应答（{reason}）。已存入的内容没有丢失；恢复后会自动补齐向量。"
        "请检查服务器是否在运行、PARACITE_CHROMA 是否正确。",
    }


class ChromaRefuses(ChromaAway):
    templates: ClassVar[dict[str, str]] = {
        "en": "The Chroma server {server}, or a proxy before it, lets nobody in without the right credentials "
        "(HTTP {status}). Nothing stored is lost. Set PARACITE_CHROMA_HEADERS to what it asks for, for example "
        "“Authorization: Bearer TOKEN”.",
        "zh": "Chroma 服务器 {server} 或它前面的代理拒绝访问（HTTP {status}）。已存入的内容没有丢失。"
        "请把 PARACITE_CHROMA_HEADERS 设为它要求的内容，例如“Authorization: Bearer 令牌”。",
    }


class ChromaWithoutTenant(ChromaAway):
    templates: ClassVar[dict[str, str]] = {
        "en": "The Chroma server {server} has no tenant “{tenant}” with a database “{database}”. Nothing stored is lost. Make "
        "them there, or correct PARACITE_CHROMA_TENANT and PARACITE_CHROMA_DATABASE.",
        "zh": "Chroma 服务器 {server} 上没有租户“{tenant}”及其数据库“{database}”。已存入的内容没有丢失。"
        "请在服务器上建立，或更正 PARACITE_CHROMA_TENANT 和 PARACITE_CHROMA_DATABASE。",
    }


class ChromaUnknown(ChromaAway):
    templates: ClassVar[dict[str, str]] = {
        "en": "What answers at {server} is no Chroma server of version 1 (HTTP {status}). Nothing stored is lost. Check the "
        "address in PARACITE_CHROMA, or update the server: its interface must be v2.",
        "zh": "{server} 处应答的不是 Chroma 1.x 服务器（HTTP {status}）。已存入的内容没有丢失。"
        "请检查 PARACITE_CHROMA 中的地址，或更新服务器：它须提供 v2 接口。",
    }


def index_failure(home: object, error: Exception) -> CollectionUnreadable:
    """What the libraries of the indexes say when they cannot read or write, as an error that names the remedy."""
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
    words = str(reason).casefold()
    if "no space" in words or "disk is full" in words or "quota" in words:
        return DiskFull(home=home)
    if "read-only" in words or "readonly" in words or "permission denied" in words:
        return CollectionReadOnly(home=home, reason=reason)
    return CollectionUnreadable(home=home, reason=reason)


class CollectionBusy(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Another process is writing to the collection in {home}. Try again when it has finished, or let the command "
        "wait longer: PARACITE_WAIT=SECONDS.",
        "zh": "另一个进程正在写入 {home} 中的文件库。请等它完成后再试，或用 PARACITE_WAIT=秒数 延长等待时间。",
    }


class OtherEmbedding(CollectionError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection in {home} was embedded with {stored}, and {wanted} is configured. Set PARACITE_EMBEDDING back, "
        "or move the collection to the configured model with: paracite reindex",
        "zh": "{home} 中的文件库是用 {stored} 向量化的，而当前配置是 {wanted}。请改回 PARACITE_EMBEDDING，"
        "或用 paracite reindex 把文件库改用当前配置的模型。",
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
        "en": "{variable} is “{value}”, which is no number above zero. Correct it, or unset it.",
        "zh": "{variable} 的值“{value}”不是大于零的数。请更正，或取消该设置。",
    }


class BadDatabase(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PARACITE_DATABASE names no PostgreSQL database ({reason}). Write it as "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME, or unset it to keep the collection in a folder.",
        "zh": "PARACITE_DATABASE 没有指明一个 PostgreSQL 数据库（{reason}）。请写成 "
        "postgresql+psycopg://用户:密码@主机/库名，或取消该设置，把文件库存在文件夹里。",
    }


class DriverMissing(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PARACITE_DATABASE names a PostgreSQL database, and its driver is not installed. Install it: "
        'pip install "psycopg[binary]"; or unset PARACITE_DATABASE.',
        "zh": "PARACITE_DATABASE 指明了 PostgreSQL 数据库，但尚未安装其驱动。请安装："
        'pip install "psycopg[binary]"；或取消 PARACITE_DATABASE。',
    }


class BadServer(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PARACITE_CHROMA names no server. Write it as http://HOST:PORT or https://HOST:PORT, or unset it to keep the "
        "vectors in a folder.",
        "zh": "PARACITE_CHROMA 没有指明一个服务器。请写成 http://主机:端口 或 https://主机:端口，"
        "或取消该设置，把向量存在文件夹里。",
    }


class BadHeaders(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PARACITE_CHROMA_HEADERS cannot be read. Write a line “Name: value” for each header, or one JSON object of "
        "strings.",
        "zh": "无法读取 PARACITE_CHROMA_HEADERS。请每行写一个“名称: 值”，或写成一个值均为字符串的 JSON 对象。",
    }


class BadName(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "“{name}” is no name for a collection. Use letters or digits of any script, at most {limit} characters.",
        "zh": "“{name}”不能用作文件库的名称。请使用任何文字的字母或数字，最多 {limit} 个字符。",
    }


class UnknownBackend(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PARACITE_EMBEDDING_BACKEND is “{value}”; it may be torch, onnx, or onnx:FILE. Correct it, or unset it.",
        "zh": "PARACITE_EMBEDDING_BACKEND 的值“{value}”不能用；可以是 torch、onnx 或 onnx:文件名。请更正，或取消该设置。",
    }


class ModelUnavailable(SettingsError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The model {model} cannot be used ({reason}). Correct {variable}, or unset it to use the built-in one.",
        "zh": "无法使用模型 {model}（{reason}）。请更正 {variable}，或取消该设置以使用内置模型。",
    }

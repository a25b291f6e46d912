"""What can go wrong with a briefing: with one of its quotations, with its file, with what it is written as.

ParaciteError
├── QuotationTrouble    DocumentGone · ParagraphGone · WordsChanged
└── BriefingError       BriefingTaken · BriefingUnwritable · BriefingUnreadable · BriefingTooLong · TooManyBlocks · NoQuestions
                        SavedIsAnswered · FormatUnknown · PdfUnavailable
"""

from __future__ import annotations

from typing import ClassVar

from rag import ParaciteError


class QuotationTrouble(ParaciteError):
    """A quotation that cannot be verified; it is told in the briefing itself and to whoever exports it."""


class DocumentGone(QuotationTrouble):
    templates: ClassVar[dict[str, str]] = {
        "en": "Not verified: {citation}. The document is no longer in the collection. Add it again, or take the quotation out.",
        "zh": "未能核实：{citation}。文件库中已没有这份文件。请重新加入该文件，或删去这条引文。",
    }


class ParagraphGone(QuotationTrouble):
    templates: ClassVar[dict[str, str]] = {
        "en": "Not verified: {citation}. The document no longer has this paragraph. Find the words in the document and pin them "
        "again, or take the quotation out.",
        "zh": "未能核实：{citation}。这份文件中已没有这一段。请在文件中找到原话重新加入，或删去这条引文。",
    }


class WordsChanged(QuotationTrouble):
    templates: ClassVar[dict[str, str]] = {
        "en": "Not verified: {citation}. The paragraph no longer holds these words; it was changed after {seen}. Pin it again, or "
        "take the quotation out.",
        "zh": "未能核实：{citation}。该段在 {seen} 之后有改动，已不含所引文字。请重新加入该段，或删去这条引文。",
    }


class BriefingError(ParaciteError):
    """The briefing cannot be read or written as it stands."""


class BriefingTaken(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} exists already and was left as it is. Choose another name, or replace it with --force.",
        "zh": "{path} 已经存在，未作改动。请换一个文件名，或用 --force 替换。",
    }


class BriefingUnwritable(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be written ({reason}). Check the folder, its permissions and its free space, or choose another file "
        "with -o.",
        "zh": "无法写入 {path}（{reason}）。请检查文件夹、权限和剩余空间，或用 -o 另选文件。",
    }


class BriefingUnreadable(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "This is not a saved briefing ({reason}). Choose a file that the page or paracite brief saved as JSON.",
        "zh": "这不是保存的简报（{reason}）。请选择由网页或 paracite brief 保存的 JSON 文件。",
    }


class BriefingTooLong(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The briefing has {found} characters; at most {most} can be exported. Divide it into several.",
        "zh": "简报有 {found} 个字符，最多可导出 {most} 个。请分成几份。",
    }


class TooManyBlocks(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The briefing has {found} blocks; at most {most} can be exported. Divide it into several.",
        "zh": "简报有 {found} 块内容，最多可导出 {most} 块。请分成几份。",
    }


class NoQuestions(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} holds no question. Write one question on a line; a line that begins with # is a heading.",
        "zh": "{path} 中没有问题。请每行写一个问题；以 # 开头的行是标题。",
    }


class SavedIsAnswered(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a saved briefing, whose questions are answered already: --document changes nothing. Leave it out, or give "
        "the file of questions.",
        "zh": "{path} 是保存的简报，其中的问题已有回答，--document 不起作用。请去掉它，或改用问题清单文件。",
    }


class FormatUnknown(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "A briefing cannot be written as “{format}”. End the file's name in {known}, or say it with --format.",
        "zh": "简报不能写成“{format}”。请让文件名以 {known} 结尾，或用 --format 指明格式。",
    }


class PdfUnavailable(BriefingError):
    templates: ClassVar[dict[str, str]] = {
        "en": "PDF needs the text-layout library Pango, which is not installed ({reason}). Install it (Debian and Ubuntu: apt "
        "install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango), or export DOCX and save that as PDF.",
        "zh": "生成 PDF 需要文字排版库 Pango，本机没有安装（{reason}）。请安装（Debian、Ubuntu：apt install libpango-1.0-0 "
        "libpangoft2-1.0-0；macOS：brew install pango），或导出 DOCX 再另存为 PDF。",
    }

"""What a person should look at in a reading: every remark there is, in Chinese and English."""

from __future__ import annotations

from rag import Remark

_TEMPLATES: dict[str, tuple[str, str]] = {
    "recognised": (
        "第 {pages} 页是图像，其文字由程序识别（{language}，平均可信度 {confidence}/100），引用前请核对原件。",
        "Page(s) {pages} are pictures; their text was recognised ({language}, mean confidence {confidence}/100). "
        "Compare with the original before quoting.",
    ),
    "recognised-badly": (
        "第 {pages} 页的文字识别可信度低（最低 {confidence}/100），可能有误。请以 300 dpi 端正地重新扫描。",
        "The text of page(s) {pages} was recognised with low confidence (lowest {confidence}/100) and may be wrong. "
        "Scan again, upright and at 300 dpi.",
    ),
    "recognition-failed": (
        "第 {pages} 页未能识别（超时或识别程序出错），其文字缺失。",
        "Page(s) {pages} could not be recognised (too slow, or the program failed); their text is missing.",
    ),
    "pages-without-text": (
        "第 {pages} 页是图像，没有文字层，其文字缺失。请安装 Tesseract（见说明）后重新加入。",
        "Page(s) {pages} are pictures without a text layer; their text is missing. Install Tesseract (see the README) and "
        "ingest again.",
    ),
    "pages-torn": (
        "第 {pages} 页已损坏，无法读取。请重新下载或导出该文件。",
        "Page(s) {pages} are damaged and could not be read. Download or export the file again.",
    ),
    "text-turned": (
        "第 {pages} 页有与正文方向不同的文字，未予读取。",
        "Page(s) {pages} hold text that runs another way than the rest; it was left out.",
    ),
    "unknown-format": (
        "没有能读取这种格式（{suffix}）的程序；可以读取的有：{formats}。",
        "No reader knows this format ({suffix}); these can be read: {formats}.",
    ),
    "repeats": (
        "与文件库中的 {document}（来自 {source}）内容相同，不重复存入。",
        "It says the same as {document}, which is held from {source}, and is not stored twice.",
    ),
    "repeated-entry": (
        "同一文件中已有标识为 {member} 的条目，只采用第一个。",
        "An entry {member} stands earlier in the same file; the first one is taken.",
    ),
    "empty-entry": ("条目 {member} 没有文字。", "Entry {member} has no text."),
    "catalogue-no-file": (
        "目录中有 {count} 行所指的文件不存在：{names}。",
        "{count} of its rows name files that do not exist: {names}.",
    ),
    "front-matter": (
        "文件开头的 YAML 信息无法读取（第 {line} 行），未予采用，正文照常读取。请更正后重新加入。",
        "The YAML block at the head of the file could not be read (line {line}) and was not used; the text was read. Mend the "
        "block and ingest again.",
    ),
    "useless-field": (
        "文件声明的 {name}“{value}”无法理解，未予采用。",
        "The file declares {name} as “{value}”, which could not be understood and was not used.",
    ),
    "lines-left-out": (
        "有 {count} 行不是文件（应是含 _id 和 text 的 JSON 对象，_id 不得重复），未予采用：第 {lines} 行。",
        "{count} line(s) are no documents (a JSON object with _id and text is expected, no _id twice) and were left out: "
        "line {lines}.",
    ),
    "chapters-missing": (
        "书中有 {count} 章缺失或无法读取：{names}。请重新下载该文件。",
        "{count} chapter(s) of the book are missing or cannot be read: {names}. Download the file again.",
    ),
    "unsure-encoding": (
        "不能确定字符编码，按 {encoding} 读取。如有乱码，请另存为 UTF-8 后重新加入。",
        "The character encoding is not certain; it was read as {encoding}. If words look wrong, save the file as UTF-8 and "
        "ingest it again.",
    ),
    "number-gap": (
        "未找到第 {missing} 段，第 {found} 段之前可能缺少内容。",
        "Paragraph {missing} was not found before paragraph {found}.",
    ),
    "number-repeats": (
        "第 {found} 段的编号出现了两次，请对照原件。",
        "The number of paragraph {found} stands twice. Compare with the original.",
    ),
    "number-backwards": (
        "第 {found} 段排在第 {last} 段之后，编号倒退，请对照原件。",
        "Paragraph {found} follows paragraph {last}: the numbers run backwards. Compare with the original.",
    ),
    "no-preamble": (
        "有执行段而未找到序言段，文首可能缺少内容。",
        "There are operative paragraphs and no preamble: something may be missing at the beginning.",
    ),
    "no-operative": (
        "有序言段而未找到执行段，文末可能缺少内容。",
        "There is a preamble and no operative paragraph: something may be missing at the end.",
    ),
    "note-without-mark": (
        "脚注 {mark} 在正文中没有找到相应的注号。",
        "No mark of footnote {mark} was found in the text.",
    ),
    "mark-without-note": (
        "{paragraph} 中的注号 {mark} 没有找到相应的脚注。",
        "No footnote was found for the mark {mark} in {paragraph}.",
    ),
    "text-lost": (
        "有 {count} 个字符未进入任何段落（约在“{excerpt}”处），请对照原件。",
        "{count} characters are in no paragraph (near “{excerpt}”). Compare with the original.",
    ),
    "long-paragraph": (
        "{paragraph} 长达 {count} 个字符，可能是几段连在了一起，请对照原件。",
        "{paragraph} is {count} characters long and may be several paragraphs run together. Compare with the original.",
    ),
    "only-headings": (
        "只找到标题，没有找到正文段落。",
        "Only headings were found, and no paragraph of a text.",
    ),
    "other-language": (
        "有 {count} 段的文字与其余部分不同（如 {paragraph}），可能混入了另一种语言的文本。",
        "{count} paragraph(s), {paragraph} for one, are in another script than the rest: another language may be mixed in.",
    ),
    "more-of-the-kind": ("另有 {count} 处同样的情况。", "There are {count} more of this kind."),
}


def remark(code: str, **details: object) -> Remark:
    """The remark of this code; ``details`` fill its sentences."""
    chinese, english = _TEMPLATES[code]
    return Remark(code, chinese.format(**details), english.format(**details))

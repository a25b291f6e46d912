"""The part of the catalogue (ui/messages.py) that briefings speak: in their files, in the command, on the page."""

from __future__ import annotations

from typing import Final

BRIEFING_MESSAGES: Final[dict[str, dict[str, str]]] = {
    # --- in the file ------------------------------------------------------------------------------------------------
    "briefing.untitled": {"zh": "简报", "en": "Briefing"},
    "briefing.dated": {
        "zh": "引文于{date}逐条与文件库核对",
        "en": "Quotations checked against the collection on {date}",
    },
    "briefing.note": {"zh": "：“{quotation}”（{date}查阅）。", "en": ": “{quotation}” (accessed {date})."},
    "briefing.notes": {"zh": "注", "en": "Notes"},
    "briefing.back": {"zh": "返回正文", "en": "Back to the text"},
    "briefing.sources": {"zh": "资料来源", "en": "Sources"},
    "briefing.cited": {"zh": "引用：{labels}", "en": "Cited: {labels}"},
    "briefing.file": {"zh": "文件 {name}", "en": "file {name}"},
    "briefing.original": {"zh": "原件：", "en": "Original: "},
    "briefing.warnings": {"zh": "以下引文未能核实", "en": "These quotations could not be verified"},
    "briefing.edited": {
        "zh": "回答的文字经编者修改，引文未改。",
        "en": "The wording of this answer was changed by the author of the briefing; the quotations were not.",
    },
    "briefing.model": {
        "zh": "回答由模型 {model} 撰写，逐句附引文。",
        "en": "Written by the model {model}; every statement carries its quotation.",
    },
    "briefing.unofficial": {
        "zh": "引文出自所收文件，不是正式记录；对外引用前请核对原件。",
        "en": "Quoted from the files in the collection; not an official record. Check the originals before you cite them.",
    },
    "briefing.lacking": {
        "zh": "本机没有能显示这些字符的字体：{characters}。请安装相应字体（例如 Noto 字体）后再导出，或导出 DOCX。",
        "en": "No font on this machine can show these characters: {characters}. Install one (the Noto fonts, for example) and export "
        "again, or export DOCX.",
    },
    "briefing.language.zh": {"zh": "中文", "en": "Chinese"},
    "briefing.language.en": {"zh": "英文", "en": "English"},
    "briefing.language.fr": {"zh": "法文", "en": "French"},
    "briefing.language.es": {"zh": "西班牙文", "en": "Spanish"},
    "briefing.language.ru": {"zh": "俄文", "en": "Russian"},
    "briefing.language.ar": {"zh": "阿拉伯文", "en": "Arabic"},
    # --- the command ------------------------------------------------------------------------------------------------
    "help.brief": {
        "zh": "把一份问题清单做成简报：Word（带脚注）、PDF、Markdown 或网页。",
        "en": "Make a briefing of a list of questions: Word with footnotes, PDF, Markdown or HTML.",
    },
    "help.option.output": {"zh": "写到这个文件，格式看后缀。", "en": "Write to this file; its suffix says the format."},
    "help.option.format": {
        "zh": "格式（默认：看文件后缀）。",
        "en": "The format (default: the suffix of the file).",
    },
    "help.option.language": {
        "zh": "简报自身文字和引注的语言（默认：多数问题的语言）。",
        "en": "Language of the briefing's own words and citations (default: that of most questions).",
    },
    "help.option.title": {"zh": "简报的标题。", "en": "Title of the briefing."},
    "brief.progress": {"zh": "正在回答", "en": "Answering"},
    "brief.done": {
        "zh": "简报已写入 {path}：回答 {answers} 题，文件未回答 {refused} 题，引文 {quotations} 条。",
        "en": "The briefing is in {path}: {answers} answered, {refused} not answered by the documents, {quotations} quotations.",
    },
    # --- on the page --------------------------------------------------------------------------------------------------
    "page.briefing": {"zh": "简报", "en": "Briefing"},
    "page.briefing.pin": {"zh": "加入简报", "en": "Add to briefing"},
    "page.briefing.pinned": {"zh": "已加入简报", "en": "Added to the briefing"},
    "page.briefing.done": {"zh": "已加入", "en": "Added"},
    "page.briefing.title": {"zh": "标题", "en": "Title"},
    "page.briefing.citing": {"zh": "引注语言", "en": "Citations in"},
    "page.briefing.empty": {
        "zh": "还没有内容。在回答下方或段落旁点“加入简报”，再在这里排序、修改、补写。",
        "en": "Nothing here yet. Choose “Add to briefing” under an answer or beside a paragraph; then order, edit and write here.",
    },
    "page.briefing.heading": {"zh": "标题", "en": "Heading"},
    "page.briefing.text": {"zh": "自撰文字", "en": "Your text"},
    "page.briefing.answer": {"zh": "问答", "en": "Answer"},
    "page.briefing.refused": {"zh": "文件未答", "en": "Not answered by the documents"},
    "page.briefing.paragraph": {"zh": "段落", "en": "Paragraph"},
    "page.briefing.question": {"zh": "问题", "en": "Question"},
    "page.briefing.quotations": {"zh": "引文 {count} 条", "en": "Quotations: {count}"},
    "page.briefing.up": {"zh": "上移（Alt+↑）", "en": "Move up (Alt+↑)"},
    "page.briefing.down": {"zh": "下移（Alt+↓）", "en": "Move down (Alt+↓)"},
    "page.briefing.after": {"zh": "在下方写一段", "en": "Write below"},
    "page.briefing.out": {"zh": "从简报移除", "en": "Remove from the briefing"},
    "page.briefing.removed": {"zh": "已从简报移除", "en": "Removed from the briefing"},
    "page.briefing.add.text": {"zh": "＋ 文字", "en": "+ Text"},
    "page.briefing.add.heading": {"zh": "＋ 标题", "en": "+ Heading"},
    "page.briefing.export": {"zh": "导出", "en": "Export"},
    "page.briefing.export.hint": {
        "zh": "导出时逐条核对引文；改动过或已移除的段落会在文件中注明。",
        "en": "Every quotation is checked as it is exported; a paragraph that was changed or removed is named in the file.",
    },
    "page.briefing.exporting": {"zh": "正在生成…", "en": "Writing…"},
    "page.briefing.exported": {"zh": "已导出，引文全部核实。", "en": "Exported; every quotation was verified."},
    "page.briefing.save": {"zh": "存为文件（JSON）", "en": "Save as a file (JSON)"},
    "page.briefing.open": {"zh": "打开文件…", "en": "Open a file…"},
    "page.briefing.opened": {"zh": "已打开简报", "en": "The briefing was opened"},
    "page.briefing.clear": {"zh": "清空", "en": "Clear"},
    "page.briefing.cleared": {"zh": "简报已清空", "en": "The briefing was cleared"},
    "page.briefing.full": {
        "zh": "浏览器的存储空间已满，刚才的改动没有保存。请先导出简报，再删去不用的对话。",
        "en": "The browser has no room left, and the last change was not kept. Export the briefing, then delete conversations.",
    },
}

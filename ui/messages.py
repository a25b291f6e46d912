"""Every word that the page and the command say by themselves, in Chinese and English: the one catalogue.

Errors carry their own two sentences (``rag.ParaciteError.message``); answers speak the language of the question.
"""

from __future__ import annotations

from typing import Final

from ui.briefing.messages import BRIEFING_MESSAGES
from ui.commands.evaluating_messages import EVALUATING_MESSAGES
from ui.commands.keeping_messages import KEEPING_MESSAGES
from ui.page.messages import PAGE_MESSAGES
from ui.programs.mcp_messages import MCP_MESSAGES

LANGUAGES: Final = ("zh", "en")

MESSAGES: Final[dict[str, dict[str, str]]] = {
    **KEEPING_MESSAGES,
    **EVALUATING_MESSAGES,
    **BRIEFING_MESSAGES,
    **MCP_MESSAGES,
    **PAGE_MESSAGES,
    # --- the command's help ---------------------------------------------------------------------------------------
    "help.paracite": {
        "zh": "向一批文件提问，回答的每一句都注明出自哪份文件的哪一段。",
        "en": "Ask a collection of documents a question; every statement of the answer is cited to document and paragraph.",
    },
    "help.ingest": {
        "zh": "把文件和文件夹加入文件库。",
        "en": "Add files and folders to the collection.",
    },
    "help.documents": {"zh": "列出文件库中的文件。", "en": "List what is in the collection."},
    "help.show": {
        "zh": "逐段显示一份文件，或只显示其中一段。",
        "en": "Show a document as its paragraphs, or one of them.",
    },
    "help.ask": {"zh": "提一个问题，得到注明出处的回答。", "en": "Ask a question and get a cited answer."},
    "help.search": {
        "zh": "查找相关段落，不作回答。",
        "en": "Find the paragraphs that a question is about, without answering it.",
    },
    "help.option.explain": {
        "zh": "说明每一段为何入选：两路检索的名次和得分、含有问题中的哪些词。",
        "en": "Say why each paragraph is there: ranks and scores of both legs, and what of the question it holds.",
    },
    "help.option.without": {
        "zh": "不按这一理解来问：search --explain 列出的代码，如 sender；可重复。",
        "en": "Ask without this reading of the question: a code that search --explain lists, such as sender; repeatable.",
    },
    "help.option.limit": {"zh": "最多列出几段。", "en": "How many paragraphs at most."},
    "help.option.beir": {
        "zh": "改用 BEIR 格式的检索评测集（文件夹），在一个临时文件库上测检索。",
        "en": "Measure retrieval on a set in the BEIR layout (a folder) instead, on a collection of its own.",
    },
    "help.serve": {"zh": "打开网页问答。", "en": "Open the web chat."},
    "help.eval": {
        "zh": "用评测题检验回答；低于下限时退出码为 1。",
        "en": "Run the evaluation set; exit status 1 below a floor.",
    },
    "help.option.home": {
        "zh": "文件库所在的文件夹（默认：PARACITE_HOME，或用户数据文件夹）。",
        "en": "Folder of the collection (default: PARACITE_HOME, or the user's data folder).",
    },
    "help.option.collection": {
        "zh": "几个文件库中的哪一个，按名称（默认：PARACITE_COLLECTION，或没有名称的那一个）。",
        "en": "Which of several collections, by name (default: PARACITE_COLLECTION, or the one without a name).",
    },
    "help.option.json": {"zh": "以 JSON 输出到标准输出。", "en": "Print JSON on standard output."},
    "help.option.prune": {
        "zh": "移除来自这些文件夹、但文件已不存在的文件。",
        "en": "Remove documents that came from these folders and whose file is gone.",
    },
    "help.option.dry_run": {
        "zh": "只读取并显示结果，不存入任何内容。",
        "en": "Read everything and show what would be stored; store nothing.",
    },
    "help.option.yes": {
        "zh": "移除之前不再询问。",
        "en": "Remove without asking first.",
    },
    "help.option.document": {
        "zh": "只在这份文件中查找（可重复）。",
        "en": "Look only in this document (may be repeated).",
    },
    "help.option.batch": {
        "zh": "每行一个问题的文件（- 为标准输入）；每个问题输出一行 JSON，须与 --json 同用。",
        "en": "A file with one question per line (- for standard input); one JSON object per line out. Needs --json.",
    },
    "help.option.host": {"zh": "监听的地址。", "en": "Address to listen on."},
    "help.option.port": {"zh": "监听的端口（0：任选一个空闲端口）。", "en": "Port to listen on (0: any free one)."},
    "help.option.auth": {
        "zh": "要求用户名和密码，写作 USER:PASSWORD。",
        "en": "Ask for a name and a password, as USER:PASSWORD.",
    },
    "help.option.json_file": {
        "zh": "把评测结果以 JSON 写入这个文件。",
        "en": "Write the measures to this file as JSON.",
    },
    "help.option.structure": {
        "zh": "对照标准答案检验段落、段号和元数据的读取；SET 为文件夹（默认：随附的评测集）。",
        "en": "Measure how documents are read against gold; SET is a folder (default: the shipped one).",
    },
    "help.option.draft_gold": {
        "zh": "为文件夹中没有标准答案的文件起草标准答案，供人对照原文件更正。",
        "en": "Draft the gold of the folder's documents that have none, for a person to correct.",
    },
    "help.option.debug": {
        "zh": "出错时显示完整的程序跟踪信息（也可设 PARACITE_DEBUG=1）。",
        "en": "Show the whole program trace when something fails (also PARACITE_DEBUG=1).",
    },
    "help.option.help": {"zh": "显示本说明。", "en": "Show this message and exit."},
    "help.option.version": {"zh": "显示版本。", "en": "Show the version and exit."},
    "help.usage": {"zh": "用法：", "en": "Usage: "},
    "help.options": {"zh": "选项", "en": "Options"},
    "help.commands": {"zh": "命令", "en": "Commands"},
    # --- what the command says ------------------------------------------------------------------------------------
    "command.error": {"zh": "错误：{message}", "en": "Error: {message}"},
    "command.notice": {"zh": "提示：{message}", "en": "Note: {message}"},
    "command.warning": {"zh": "注意：{message}", "en": "Warning: {message}"},
    "command.interrupted": {"zh": "已中断。已存入的内容不受影响。", "en": "Interrupted. What was stored is safe."},
    "command.unexpected": {
        "zh": "出现意外错误（{kind}：{reason}）。请再试一次；若再次出现，请加 PARACITE_DEBUG=1 重新运行，并把输出报告给维护者。",
        "en": "Something unexpected happened ({kind}: {reason}). Try again; if it comes back, run it with PARACITE_DEBUG=1 "
        "and report the output.",
    },
    "command.usage.missing": {
        "zh": "缺少参数 {name}。用 {command} --help 查看用法。",
        "en": "{name} is missing. See {command} --help for the usage.",
    },
    "command.usage.option": {
        "zh": "没有 {name} 这个选项。用 {command} --help 查看用法。",
        "en": "There is no option {name}. See {command} --help for the usage.",
    },
    "command.usage.value": {
        "zh": "{name} 的值不能用（{reason}）。用 {command} --help 查看用法。",
        "en": "The value of {name} cannot be used ({reason}). See {command} --help for the usage.",
    },
    "command.usage.number": {
        "zh": "{name} 应是 {least} 到 {most} 之间的整数。",
        "en": "{name} must be a whole number from {least} to {most}.",
    },
    "command.usage.other": {
        "zh": "命令无法理解（{reason}）。用 {command} --help 查看用法。",
        "en": "The command was not understood ({reason}). See {command} --help for the usage.",
    },
    "command.usage.command": {
        "zh": "没有 {name} 这个命令。用 {command} --help 查看全部命令。",
        "en": "There is no command {name}. See {command} --help for all of them.",
    },
    "command.file_error": {
        "zh": "无法使用 {path}（{reason}）。请检查路径和权限。",
        "en": "{path} cannot be used ({reason}). Check the path and its permissions.",
    },
    # --- search ---------------------------------------------------------------------------------------------------
    "search.none": {"zh": "没有找到相关段落。", "en": "No paragraph was found."},
    "search.reading": {"zh": "读作 {said}（{effect}；{code}）", "en": "read as {said} ({effect}; {code})"},
    "search.legs": {"zh": "词语 {words}，向量 {meaning}", "en": "words {words}, vectors {meaning}"},
    "search.missed": {"zh": "未入选", "en": "not among them"},
    "search.scores": {"zh": "合并 {fused}，最终 {score}", "en": "fused {fused}, final {score}"},
    "search.reranked": {"zh": "重排模型 {score}", "en": "reranker {score}"},
    "search.holds": {"zh": "含有：{names}", "en": "holds: {names}"},
    "search.lacks": {"zh": "未见：{names}", "en": "lacks: {names}"},
    "search.twins": {"zh": "几乎相同的段落另见：{places}", "en": "Nearly the same in: {places}"},
    # --- ingest ---------------------------------------------------------------------------------------------------
    "ingest.progress": {"zh": "正在读取", "en": "Reading"},
    "ingest.stage.listing": {"zh": "正在清点", "en": "Listing"},
    "ingest.stage.reading": {"zh": "正在读取", "en": "Reading"},
    "ingest.stage.storing": {"zh": "正在存入", "en": "Storing"},
    "ingest.added": {"zh": "新加入", "en": "added"},
    "ingest.replaced": {"zh": "已更新", "en": "replaced"},
    "ingest.unchanged": {"zh": "未变", "en": "unchanged"},
    "ingest.moved": {"zh": "已移动", "en": "moved"},
    "ingest.removed": {"zh": "已移除", "en": "removed"},
    "ingest.failed": {"zh": "失败", "en": "failed"},
    "ingest.skipped": {"zh": "跳过", "en": "skipped"},
    "ingest.would.added": {"zh": "将加入", "en": "would be added"},
    "ingest.would.replaced": {"zh": "将更新", "en": "would be replaced"},
    "ingest.would.moved": {"zh": "将改记位置", "en": "would be moved"},
    "ingest.would.removed": {"zh": "将移除", "en": "would be removed"},
    "ingest.documents.of": {"zh": "{path} 中的 {count} 份文件", "en": "{count} documents of {path}"},
    "ingest.skipped.more": {"zh": "{path} 中另有 {count} 个条目", "en": "{count} more entries of {path}"},
    "ingest.summary": {
        "zh": "新加入 {added}，更新 {replaced}，未变 {unchanged}，移除 {removed}，失败 {failed}。",
        "en": "{added} added, {replaced} replaced, {unchanged} unchanged, {removed} removed, {failed} failed.",
    },
    "ingest.summary.also": {
        "zh": "另有：移动 {moved}，跳过 {skipped}。",
        "en": "Also {moved} moved, {skipped} skipped.",
    },
    "ingest.summary.paragraphs": {
        "zh": "存入 {paragraphs} 段，用时 {seconds} 秒。",
        "en": "{paragraphs} paragraphs stored in {seconds} s.",
    },
    "ingest.summary.rehearsed": {
        "zh": "以上为预演（共 {paragraphs} 段），没有存入任何内容。",
        "en": "This is what would happen ({paragraphs} paragraphs); nothing was stored.",
    },
    "ingest.prune.announced": {
        "zh": "以下 {count} 份文件在磁盘上已不存在，将从文件库移除：",
        "en": "Documents that have lost their file and will be removed from the collection ({count}):",
    },
    "ingest.prune.more": {"zh": "……另有 {count} 份", "en": "… and {count} more"},
    "ingest.prune.question": {"zh": "要移除吗？[y/N]", "en": "Remove them? [y/N]"},
    "ingest.prune.kept": {"zh": "没有移除任何内容。", "en": "Nothing was removed."},
    # --- documents and show ---------------------------------------------------------------------------------------
    "documents.none": {
        "zh": "文件库（{home}）里还没有文件。请先加入：paracite ingest PATH...",
        "en": "The collection in {home} holds no documents yet. Add some: paracite ingest PATH...",
    },
    # --- what a paragraph is --------------------------------------------------------------------------------------
    "kind.masthead": {"zh": "文首", "en": "masthead"},
    "kind.preambular": {"zh": "序言段", "en": "preambular"},
    "kind.operative": {"zh": "执行段", "en": "operative"},
    "kind.numbered": {"zh": "编号段", "en": "numbered"},
    "kind.subparagraph": {"zh": "分段", "en": "sub-paragraph"},
    "kind.bullet": {"zh": "要点", "en": "bullet"},
    "kind.unnumbered": {"zh": "无编号段", "en": "unnumbered"},
    "kind.signature": {"zh": "签署", "en": "signature"},
    "kind.adoption": {"zh": "通过记录", "en": "adoption note"},
    "kind.footnote": {"zh": "脚注", "en": "footnote"},
    "kind.vote": {"zh": "表决记录", "en": "recorded vote"},
    "kind.row": {"zh": "表格行", "en": "table row"},
    "documents.kind": {"zh": "类别", "en": "Kind"},
    "documents.date": {"zh": "日期", "en": "Date"},
    "show.page": {"zh": "{page}页", "en": "p.{page}"},
    "show.footnote.missing": {"zh": "{name}（未找到）", "en": "{name} (not found)"},
    "show.footnote.untied": {"zh": "没有段落带有它的标记", "en": "no paragraph carries its mark"},
    "show.read": {
        "zh": "{path} 不在文件库中，以下是直接读取文件的结果。",
        "en": "{path} is not in the collection; this is how it would be read.",
    },
    "show.field.symbol": {"zh": "文号", "en": "Symbol"},
    "show.field.title": {"zh": "标题", "en": "Title"},
    "show.field.session": {"zh": "届会", "en": "Session"},
    "show.field.language": {"zh": "语言", "en": "Language"},
    "show.field.member": {"zh": "条目", "en": "Entry"},
    "show.field.url": {"zh": "网址", "en": "Address"},
    "show.field.page": {"zh": "页码", "en": "Page"},
    "show.field.kind": {"zh": "类别", "en": "Kind"},
    "show.field.organ": {"zh": "机构", "en": "Organ"},
    "show.field.author": {"zh": "发文者", "en": "Author"},
    "show.field.addressee": {"zh": "收文者", "en": "Addressee"},
    "show.field.date": {"zh": "日期", "en": "Date"},
    "show.field.agenda_item": {"zh": "议程项目", "en": "Agenda item"},
    "show.field.status": {"zh": "状态", "en": "Status"},
    "show.field.source": {"zh": "来源文件", "en": "File"},
    "show.field.section": {"zh": "章节", "en": "Section"},
    "show.field.lead_in": {"zh": "引导句", "en": "Led in by"},
    "show.field.speaker": {"zh": "发言者", "en": "Speaker"},
    "show.field.verb": {"zh": "用语", "en": "Verb"},
    "show.field.footnotes": {"zh": "脚注", "en": "Footnotes"},
    "show.field.citation": {"zh": "引注", "en": "Citation"},
    # --- answers, on the page and in the terminal -----------------------------------------------------------------
    "answer.sources": {"zh": "出处", "en": "Sources"},
    "answer.nearest": {
        "zh": "最接近的段落（仅供参考，不是出处）",
        "en": "Nearest paragraphs (for orientation; not citations)",
    },
    # --- serve ----------------------------------------------------------------------------------------------------
    "serve.ready": {"zh": "网页已打开：{url}（Ctrl-C 停止）", "en": "The page is open at {url} (Ctrl-C stops it)"},
    "serve.loading": {"zh": "正在载入文件库和模型…", "en": "Loading the collection and the models…"},
    "serve.empty": {
        "zh": "文件库还是空的。另开一个终端运行：paracite ingest PATH...",
        "en": "The collection is still empty. In another terminal, run: paracite ingest PATH...",
    },
    "serve.stopped": {"zh": "网页已关闭。", "en": "The page is closed."},
    # --- the page -------------------------------------------------------------------------------------------------
    "page.tagline": {"zh": "每一句都有出处", "en": "Every statement, cited to its paragraph"},
    "page.skip": {"zh": "跳到提问框", "en": "Skip to the question box"},
    "page.theme": {"zh": "切换明暗", "en": "Light or dark"},
    "page.language": {"zh": "界面语言", "en": "Language"},
    "page.new": {"zh": "新对话", "en": "New conversation"},
    "page.welcome.title": {"zh": "想在文件里查什么？", "en": "What do you want to know?"},
    "page.welcome.text": {
        "zh": "回答只用文件里的原话，每一句都注明文件和段号。点一下编号，就能读到那一段。",
        "en": "Answers are made of the documents’ own words, each cited to document and paragraph. "
        "Click a number to read that paragraph.",
    },
    "page.welcome.examples": {"zh": "可以这样问", "en": "For example"},
    "page.empty.title": {"zh": "文件库还是空的", "en": "The collection is empty"},
    "page.empty.text": {
        "zh": "在终端里加入文件或文件夹，然后刷新本页：",
        "en": "Add files or folders in a terminal, then reload this page:",
    },
    "page.question.label": {"zh": "问题", "en": "Question"},
    "page.question.placeholder": {"zh": "就这些文件提一个问题…", "en": "Ask about the documents…"},
    "page.send": {"zh": "提问", "en": "Ask"},
    "page.stop": {"zh": "停止", "en": "Stop"},
    "page.you": {"zh": "问", "en": "Question"},
    "page.searching": {"zh": "正在查阅文件…", "en": "Reading the documents…"},
    "page.copy": {"zh": "复制回答和出处", "en": "Copy with citations"},
    "page.copied": {"zh": "已复制", "en": "Copied"},
    "page.show_sources": {"zh": "查看出处", "en": "Show sources"},
    "page.citation": {"zh": "出处 [{number}]：{label}", "en": "Citation [{number}]: {label}"},
    "page.library": {"zh": "文件库", "en": "Documents"},
    "page.paragraphs.count": {"zh": "{count} 段", "en": "{count} paragraphs"},
    "page.back.sources": {"zh": "出处", "en": "Sources"},
    "page.back.library": {"zh": "文件库", "en": "Documents"},
    "page.back.chat": {"zh": "对话", "en": "Chat"},
    "page.open": {"zh": "在全文中查看", "en": "Read in the document"},
    "page.led_in": {"zh": "承接", "en": "Led in by"},
    "page.verb": {"zh": "用语", "en": "Verb"},
    "page.speaks": {"zh": "发言者", "en": "Who speaks"},
    "page.position": {"zh": "这是发文者的立场", "en": "The position of its sender"},
    "page.reported": {"zh": "会议记述，不是决定", "en": "A record of what was said, not a decision"},
    "page.unofficial": {"zh": "非正式记录", "en": "Not an official record"},
    "page.undocs": {"zh": "在 undocs.org 查看原件", "en": "Original at undocs.org"},
    "page.source_file": {"zh": "来源文件", "en": "File"},
    "page.panel": {"zh": "出处与全文", "en": "Sources and documents"},
    "page.conversation": {"zh": "对话", "en": "Conversation"},
    "page.error.title": {"zh": "这个问题没能回答", "en": "This question could not be answered"},
    "page.error.unexpected": {
        "zh": "程序出了意外错误。请再问一次；若再次出现，请在终端查看 paracite serve 的输出。",
        "en": "Something unexpected happened. Ask again; if it comes back, look at the output of paracite serve.",
    },
    "page.error.offline": {
        "zh": "连接不上 paracite。请确认 paracite serve 仍在运行，然后刷新本页。",
        "en": "paracite cannot be reached. Check that paracite serve is still running, then reload this page.",
    },
    "page.footer": {
        "zh": "回答出自您自己的文件，不是正式记录；引用前请核对原文。",
        "en": "Answered from your own files; not an official record. Check the original before you cite it.",
    },
}


def say(key: str, language: str, **details: object) -> str:
    """The message ``key`` in ``zh`` or ``en`` (any other language is served English), its placeholders filled."""
    spoken = MESSAGES[key]
    return spoken.get(language, spoken["en"]).format(**details)

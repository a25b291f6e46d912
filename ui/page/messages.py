"""The part of the catalogue (ui/messages.py) that the page speaks: conversations, library, files, feedback."""

from __future__ import annotations

from typing import Final

PAGE_MESSAGES: Final[dict[str, dict[str, str]]] = {
    "page.login": {
        "zh": "请输入启动服务时设定的用户名和密码。连续 {count} 次不对，须等 {seconds} 秒。",
        "en": "Give the name and password that the service was started with. After {count} wrong attempts in a row it waits {seconds} "
        "seconds.",
    },
    # --- the conversation -----------------------------------------------------------------------------------------
    "page.again": {"zh": "重新回答", "en": "Answer again"},
    "page.edit": {"zh": "修改问题", "en": "Edit the question"},
    "page.edit.save": {"zh": "提问", "en": "Ask"},
    "page.edit.cancel": {"zh": "取消", "en": "Cancel"},
    "page.edit.hint": {"zh": "之后的问答会被替换。", "en": "What follows will be replaced."},
    "page.asked_in": {"zh": "只问了", "en": "Asked only"},
    "page.ask_all": {"zh": "改问全部文件", "en": "Ask all documents"},
    "page.ask_alone": {"zh": "不联系上文，单独问这一句", "en": "Ask it by itself, without what went before"},
    "page.collections": {"zh": "文件库一览", "en": "Collections"},
    "page.collection.size": {"zh": "{documents} 份文件", "en": "Documents: {documents}"},
    "page.collection.nameless": {"zh": "未命名的文件库", "en": "The unnamed collection"},
    "page.collection.now": {"zh": "正在问：{name}", "en": "Asking: {name}"},
    "page.collection.change": {"zh": "换一个文件库", "en": "Change the collection"},
    "page.collection.back": {"zh": "回到默认文件库", "en": "Back to the collection served here"},
    "page.read_as": {"zh": "读作", "en": "Read as"},
    "page.without": {"zh": "撤销这一理解，重新提问", "en": "Take this back and ask again"},
    "page.within": {"zh": "恢复已撤销的 {count} 项理解", "en": "Take back nothing ({count} taken back)"},
    "page.understood": {"zh": "理解为", "en": "Understood as"},
    "page.verified": {"zh": "已核对", "en": "Checked"},
    "page.verified.count": {
        "zh": "{count} 条陈述均已与所引段落核对",
        "en": "Every statement ({count}) was checked against its cited paragraph",
    },
    "page.translation": {"zh": "模型译文，不是原文：", "en": "Translated by the model, not the document’s words:"},
    "page.unsupported": {
        "zh": "以下内容没有出处支持，不作为回答",
        "en": "Not supported by the documents, and no part of the answer",
    },
    "page.gone": {
        "zh": "这段文字已不在文件库中，或已改变；这里显示的是当时的引文。",
        "en": "This paragraph is no longer in the collection, or has changed; what was quoted then is shown.",
    },
    "page.footnotes": {"zh": "脚注", "en": "Footnotes"},
    "page.next": {"zh": "下一条出处", "en": "Next citation"},
    "page.previous": {"zh": "上一条出处", "en": "Previous citation"},
    # --- conversations kept in the browser ------------------------------------------------------------------------
    "page.conversations": {"zh": "对话", "en": "Conversations"},
    "page.conversations.hint": {
        "zh": "只保存在这个浏览器里，不离开本机。",
        "en": "Kept in this browser only; nothing leaves this machine.",
    },
    "page.conversations.none": {
        "zh": "还没有对话。问一个问题就开始了。",
        "en": "None yet. Ask something to begin one.",
    },
    "page.conversations.rename": {"zh": "改名", "en": "Rename"},
    "page.conversations.name": {"zh": "对话名称", "en": "Name of the conversation"},
    "page.conversations.save": {"zh": "保存", "en": "Save"},
    "page.conversations.delete": {"zh": "删除", "en": "Delete"},
    "page.conversations.deleted": {"zh": "对话已删除", "en": "Conversation deleted"},
    "page.conversations.export": {"zh": "导出", "en": "Export"},
    "page.conversations.present": {"zh": "当前", "en": "open now"},
    "page.undo": {"zh": "撤销", "en": "Undo"},
    # --- documents ------------------------------------------------------------------------------------------------
    "page.sheet": {"zh": "第{page}页", "en": "p. {page}"},
    "page.sheet.show": {"zh": "对照原页", "en": "Show its pages"},
    "page.sheet.hide": {"zh": "收起原页", "en": "Hide its pages"},
    "page.sheet.alt": {"zh": "原文件第 {page} 页的图像", "en": "Picture of page {page} of the file"},
    "page.original": {"zh": "下载原文件", "en": "Download the file"},
    "page.only_this": {"zh": "只问这份文件", "en": "Ask only this document"},
    "page.remove": {"zh": "从文件库移除", "en": "Remove from the collection"},
    "page.removed": {"zh": "已移除：{name}", "en": "Removed: {name}"},
    "page.put_back": {"zh": "已恢复：{name}", "en": "Put back: {name}"},
    "page.empty.here": {
        "zh": "文件库还是空的。加入文件就可以提问。",
        "en": "The collection is empty. Add files, then ask.",
    },
    # --- the library ----------------------------------------------------------------------------------------------
    "page.filter.words": {"zh": "按标题、文号、发文者查找", "en": "Find by title, symbol or sender"},
    "page.filter.kind": {"zh": "类别", "en": "Kind"},
    "page.filter.language": {"zh": "语言", "en": "Language"},
    "page.filter.since": {"zh": "起始年份", "en": "From year"},
    "page.filter.until": {"zh": "截止年份", "en": "To year"},
    "page.filter.any": {"zh": "全部", "en": "Any"},
    "page.filter.clear": {"zh": "清除筛选", "en": "Clear the filters"},
    "page.filter.shown": {"zh": "{count} 份文件，共 {total} 份", "en": "{count} of {total} documents"},
    "page.filter.more": {"zh": "另有 {count} 份，请缩小范围。", "en": "{count} more; narrow the search to see them."},
    "page.filter.none": {"zh": "没有符合条件的文件。", "en": "No document matches."},
    "page.scope": {"zh": "只问这 {count} 份", "en": "Ask only these {count}"},
    "page.scope.now": {"zh": "只问其中 {count} 份文件", "en": "Asking only {count} of the documents"},
    "page.scope.clear": {"zh": "问全部文件", "en": "Ask all documents"},
    # --- adding files ---------------------------------------------------------------------------------------------
    "page.add.files": {"zh": "加入文件", "en": "Add files"},
    "page.add.folder": {"zh": "加入文件夹", "en": "Add a folder"},
    "page.add.drop": {"zh": "或把文件拖到这里", "en": "or drop them here"},
    "page.add.title": {"zh": "加入文件", "en": "Adding files"},
    "page.add.uploading": {"zh": "正在上传", "en": "Uploading"},
    "page.add.failed": {
        "zh": "{name} 没能上传。请检查大小，再试一次。",
        "en": "{name} could not be uploaded. Check its size and try again.",
    },
    "page.add.large": {
        "zh": "{name} 超过 {limit} MB，没有上传。请拆分，或用 paracite ingest 加入。",
        "en": "{name} is larger than {limit} MB and was not uploaded. Split it, or add it with paracite ingest.",
    },
    "page.add.unknown": {
        "zh": "{name} 的格式无法读取，没有上传。可读取：{formats}",
        "en": "{name} is of a format that cannot be read and was not uploaded. Readable: {formats}",
    },
    "page.add.ready": {
        "zh": "读完了，还没有存入。请看一看再存。",
        "en": "Read, and not stored yet. Have a look, then store.",
    },
    "page.add.stored": {"zh": "已存入。", "en": "Stored."},
    "page.add.nothing": {"zh": "没有可存入的内容。", "en": "There is nothing to store."},
    "page.add.store": {"zh": "存入 {count} 份文件", "en": "Store {count}"},
    "page.add.discard": {"zh": "放弃", "en": "Discard"},
    "page.add.done": {"zh": "返回文件库", "en": "Back to the documents"},
    "page.add.preview": {"zh": "预览段落", "en": "Preview its paragraphs"},
    "page.add.preview.note": {"zh": "预览：还没有存入", "en": "Preview: not stored yet"},
    "page.add.preview.more": {
        "zh": "预览到第 {count} 段为止，存入后可看全文。",
        "en": "The preview ends with paragraph {count}; the whole is there once it is stored.",
    },
    "page.add.back": {"zh": "待存文件", "en": "Files"},
    "page.add.leave_out": {"zh": "不存这份", "en": "Leave out"},
    "page.add.left_out": {"zh": "不存", "en": "left out"},
    # --- feedback -------------------------------------------------------------------------------------------------
    "page.feedback": {"zh": "这个回答怎么样？", "en": "How is this answer?"},
    "page.feedback.right": {"zh": "正确", "en": "Right"},
    "page.feedback.wrong": {"zh": "有误", "en": "Wrong"},
    "page.feedback.wrong_evidence": {"zh": "出处不对", "en": "Wrong evidence"},
    "page.feedback.incomplete": {"zh": "不完整", "en": "Incomplete"},
    "page.feedback.note": {"zh": "说明（可不填）", "en": "Note (optional)"},
    "page.feedback.send": {"zh": "提交", "en": "Send"},
    "page.feedback.thanks": {"zh": "谢谢，意见已存在本机。", "en": "Thank you. It is kept on this machine."},
    # --- the command ----------------------------------------------------------------------------------------------
    "help.feedback": {
        "zh": "把网页上收到的意见导出为评测题。",
        "en": "Export what people said of answers on the page, as evaluation questions.",
    },
    "help.option.drafts": {
        "zh": "把需要人补全的题写入这个文件。",
        "en": "Write the questions that a person must complete to this file.",
    },
    "feedback.exported": {
        "zh": "{count} 道评测题已写入 {path}。",
        "en": "{count} evaluation questions written to {path}.",
    },
    "feedback.drafts": {
        "zh": "另有 {count} 道被指出有误的题需要人补全：加 --drafts FILE 写出。",
        "en": "{count} more were called wrong and need a person to complete them: add --drafts FILE to write them.",
    },
    "feedback.drafts.written": {
        "zh": "{count} 道待补全的题已写入 {path}。",
        "en": "{count} questions to complete written to {path}.",
    },
}

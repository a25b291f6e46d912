"""The field's words, as data: what opens a preambular or operative paragraph, who adopts, what ends a letter's heading.

Nothing here knows a document. A word that is missing costs a label or a piece of metadata, seldom a paragraph.
"""

from __future__ import annotations

ORGANS: dict[str, str] = {
    # as printed in an organ line or masthead -> stem of the symbols of its resolutions
    "大会": "A/RES/",
    "人权理事会": "A/HRC/RES/",
    "安全理事会": "S/RES/",
    "经济及社会理事会": "E/RES/",
    "General Assembly": "A/RES/",
    "Human Rights Council": "A/HRC/RES/",
    "Security Council": "S/RES/",
    "Economic and Social Council": "E/RES/",
    # organs whose resolutions carry no symbol of this plain form
    "人权委员会": "",
    "联合国环境大会": "",
    "世界卫生大会": "",
    "Commission on Human Rights": "",
    "United Nations Environment Assembly": "",
    "World Health Assembly": "",
}

ADVERBS_ZH = (
    *("又", "还", "再次", "再", "也", "并", "深为", "深感", "深切", "深表", "强烈", "严重", "特别", "进一步", "同时"),
    *("极为", "最", "十分", "坚决", "郑重", "高度", "热烈", "衷心", "充分", "赞赏地", "关切地", "满意地", "感兴趣地"),
    *("欣慰地", "遗憾地", "震惊地", "欣见地", "继续", "尤其", "仍然", "仍", "一再", "明确", "毫不含糊地", "敬"),
    *("更", "亦", "均", "再度", "重新", "首先", "最后", "深切地", "严肃", "真诚", "诚挚", "由衷", "强烈地", "严厉"),
    *("最强烈地", "断然", "深深", "紧急", "热切", "感谢地", "不安地", "忧虑地", "深为关切地", "表示赞赏地", "着重"),
    *("大力", "积极", "坚定", "诚恳", "特此", "兹", "谨", "亟", "迫切", "极力", "极其", "一贯", "始终", "正式"),
    *("欢迎地", "兴趣地", "毫无保留地", "毫不迟疑地", "非常", "至为", "尤为", "日益", "一致", "共同", "充满"),
)
VERBS_ZH = (
    *(
        "重申",
        "申明",
        "忆及",
        "回顾",
        "铭记",
        "认识到",
        "意识到",
        "确认",
        "承认",
        "认为",
        "深信",
        "相信",
        "坚信",
        "考虑到",
    ),
    *("注意到", "欢迎", "欣见", "欣慰", "赞赏", "赞扬", "表扬", "称赞", "表示", "感谢", "满意", "关切", "关注", "震惊"),
    *(
        "不安",
        "遗憾",
        "痛惜",
        "谴责",
        "强调",
        "着重指出",
        "着重",
        "指出",
        "敦促",
        "吁请",
        "呼吁",
        "促请",
        "促使",
        "要求",
    ),
    *(
        "请",
        "邀请",
        "鼓励",
        "决定",
        "决心",
        "支持",
        "赞同",
        "核可",
        "核准",
        "批准",
        "通过",
        "建议",
        "授权",
        "宣布",
        "宣告",
    ),
    *("声明", "期待", "希望", "提请", "提醒", "审议了", "审议", "收到", "听取了", "研究了", "审查了", "忧虑", "担心"),
    *(
        "警惕",
        "反对",
        "拒绝",
        "坚持",
        "承诺",
        "保证",
        "委托",
        "指示",
        "设立",
        "延长",
        "采取行动",
        "根据",
        "依照",
        "遵循",
    ),
    *("鉴于", "赞成", "同意", "力求", "表明", "警告", "任命", "选举", "肯定", "感到", "本着", "了解到", "认定"),
    *("念及", "牢记", "谨记", "考虑", "讨论了", "获知", "得知", "欣悉", "商定", "议定", "责令", "重新", "坚决要求"),
    *("督促", "力促", "要求", "恳请", "提议", "倡议", "促进", "加强", "抗议", "哀悼", "悼念", "致敬", "敬佩", "赞许"),
    *("体认", "察觉", "深感", "深为", "珍视", "重视", "不忘", "忆起", "按照", "依据", "秉承", "秉持", "缅怀", "受到"),
    *("推荐", "规定", "追溯", "愿", "致力于", "纪念", "庆祝", "责成", "祝贺", "主张", "断定", "裁定", "获悉", "切望"),
)
STATES_ZH = (
    # what is expressed: 表示…, 深表…
    *("关切", "关注", "遗憾", "痛惜", "惋惜", "注意到", "赞赏", "感谢", "谢意", "欢迎", "支持", "满意", "失望", "忧虑"),
    *("震惊", "震怒", "愤慨", "愤怒", "决心", "希望", "敬意", "不安", "悲痛", "慰问", "哀悼", "声援", "信心", "赞同"),
    *(
        "欣慰",
        "祝贺",
        "同情",
        "谴责",
        "担忧",
        "惊恐",
        "惊愕",
        "同意",
        "反对",
        "严重关切",
        "深信",
        "理解",
        "愿意",
        "意愿",
    ),
    *("欣见", "不满", "承诺", "期待", "期望", "团结", "歉意", "惶恐", "沮丧", "警惕", "钦佩", "尊重", "肯定"),
)
NOUN_ENDINGS_ZH = ("之", "书", "性", "率", "者", "方案国", "额", "权利", "愿书", "求书", "假", "景")
"""What makes a noun of a verb that stands before it: ``支持者``, ``批准书``, ``建议的数目``."""
NOUNS_ZH = (
    *("情况", "结果", "数目", "人数", "日期", "次数", "比例", "依据", "期限", "理由", "过程", "事项", "程度", "频率"),
)
"""What a sub-paragraph that opens so is about, where the verb before it is a part of a noun: ``审议情况``."""
VERBS_EN_PREAMBLE = (
    *("Acknowledging", "Acting", "Affirming", "Alarmed", "Appalled", "Appreciating", "Aware", "Bearing in mind"),
    *("Believing", "Commending", "Concerned", "Condemning", "Confirming", "Conscious", "Considering", "Convinced"),
    *("Deploring", "Desiring", "Desirous", "Determined", "Determining", "Disturbed", "Emphasizing", "Encouraged"),
    *(
        "Encouraging",
        "Expressing",
        "Gravely concerned",
        "Guided",
        "Having considered",
        "Having examined",
        "Having heard",
        "Having received",
        "Having regard to",
        "Having",
        "Highlighting",
        "Honouring",
        "Inspired",
    ),
    *("Looking forward", "Mindful", "Noting", "Observing", "Outraged", "Paying tribute", "Pursuant", "Reaffirming"),
    *(
        "Realizing",
        "Recalling",
        "Recognizing",
        "Reiterating",
        "Resolved",
        "Saluting",
        "Seeking",
        "Shocked",
        "Stressing",
    ),
    *("Taking into account", "Taking into consideration", "Taking note", "Underlining", "Underscoring", "Urging"),
    *("Welcoming", "Acting under", "Calling upon", "Stressing", "Supporting", "Wishing"),
)
VERBS_EN_OPERATIVE = (
    *("Accepts", "Acknowledges", "Adopts", "Affirms", "Appeals", "Appreciates", "Appoints", "Approves", "Authorizes"),
    *("Calls upon", "Calls for", "Calls on", "Commends", "Concurs", "Condemns", "Confirms", "Congratulates"),
    *("Considers", "Decides", "Declares", "Demands", "Deplores", "Determines", "Directs", "Draws attention"),
    *("Emphasizes", "Encourages", "Endorses", "Establishes", "Expresses", "Extends", "Highlights", "Instructs"),
    *("Insists", "Invites", "Looks forward", "Notes", "Observes", "Proclaims", "Reaffirms", "Recalls", "Recognizes"),
    *("Recommends", "Regrets", "Reiterates", "Rejects", "Reminds", "Renews", "Requests", "Resolves", "Stresses"),
    *(
        "Supports",
        "Takes note",
        "Terminates",
        "Thanks",
        "Transmits",
        "Underlines",
        "Underscores",
        "Urges",
        "Welcomes",
        "Wishes",
    ),
)
ADJECTIVES_EN = (
    *("its", "their", "deep", "deepest", "grave", "serious", "great", "profound", "sincere", "strong", "particular"),
    *("full", "continued", "continuing", "warm", "high", "deepening", "growing", "utmost", "heartfelt", "strongest"),
)
STATES_EN = (
    *("appreciation", "concern", "regret", "satisfaction", "interest", "gratitude", "support", "alarm", "dismay"),
    *("outrage", "condolences", "sympathy", "solidarity", "determination", "hope", "thanks", "conviction", "approval"),
    *("indignation", "disappointment", "commitment", "willingness", "intention", "readiness", "confidence", "sorrow"),
)
ADVERBS_EN = (
    *("In the strongest terms", "Unequivocally", "Categorically", "Sincerely", "Urgently", "Expressly", "Repeatedly"),
    *("Also", "Further", "Again", "Strongly", "Deeply", "Gravely", "Seriously", "Solemnly", "Particularly"),
    *("Once again", "Firmly", "Fully", "Reaffirming further", "Profoundly", "Especially", "Highly", "Warmly", "Keenly"),
)

SECTION_NAMES = (
    *("导言", "引言", "前言", "序言", "背景", "摘要", "概要", "概述", "总论", "总则", "简介", "目的", "结论", "建议"),
    *("Introduction", "Background", "Summary", "Overview", "Foreword", "Preface", "Abstract", "Conclusions"),
)
"""Headings that open a body even where nothing else tells them from a line of the title."""

LETTER_TITLES = (
    r"(?:给|致).{2,60}的(?:同文)?信(?:函)?",
    r"(?:Identical )?[Ll]etters? dated .+ from .+ addressed to .+",
)
NOTE_TITLES = (r"(?:给|致).{2,60}的(?:普通)?照会", r"[Nn]ote verbale dated .+ from .+ addressed to .+")
REPORT_TITLES = (r".{0,60}的?报告(?:\s*[*])?", r".*\b[Rr]eport of .+", r"秘书长的说明", r"[Nn]ote by the .+")
SUMMARY_TITLES = (r".*简要记录.*", r"[Ss]ummary record of .+")

STATEMENT_TITLES = (r"(?:安全理事会|安理会|理事会|大会)?主席的?声明", r"[Ss]tatement by the President of the .+")
DECIDED = (r"(?:大会|理事会|委员会).{0,80}?决定", r"\b(?:Assembly|Council|Commission)\b.{0,160}?\bdecided\b")
"""A decision is told, not enacted: ``2021年6月8日，大会……决定……``."""

ANNEX_NAMES = ("附件", "附录", "附文", "附表", "Annex", "Appendix", "Enclosure")

DANGLING = (
    # a printed line that ends so goes on in the next, however short it is
    *("、", "以及", "和", "及", "与", "或", "并", "的", "进行", "关于", "对", "在", "于", "为", "由"),
    *(" of", " the", " and", " to", " for", " in", " on", " by", " with", " or", " a", " an", " from", " at"),
)
ABBREVIATIONS = (
    *("No.", "Nos.", "para.", "paras.", "art.", "arts.", "chap.", "chaps.", "sect.", "sects.", "vol.", "vols.", "p."),
    *("pp.", "Corr.", "Add.", "Rev.", "Mr.", "Ms.", "Mrs.", "Dr.", "St.", "cf.", "e.g.", "i.e.", "et al.", "ibid."),
    *("annex.", "ed.", "eds.", "fig.", "figs.", "Suppl."),
)

DOCUMENT_HOSTS = (
    "undocs.org",
    "docs.un.org",
    "documents.un.org",
    "documents-dds-ny.un.org",
    "daccess-ods.un.org",
    "un.org",
)

STATUS_BY_SUFFIX = (("/L.", "draft"), ("/Rev.", "revised"), ("/Corr.", "corrected"), ("/Add.", "addendum"))

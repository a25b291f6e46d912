"""How questions are put in Chinese and English: question words, function words, names of kinds, instructions. Data only."""

from __future__ import annotations

import re

from rag.document import DocumentKind, ParagraphKind

SYMBOL = re.compile(
    r"(?<![a-z0-9])(?P<full>[aes]/(?:[a-z]+/)*(?:res|dec)/(?P<tail>\d+(?:/\d+)?)(?:\s*\(\d{4}\))?)"
    r"|第?(?<![\d/])(?P<pair>\d{1,4}/\d{1,4})\s*号?(?=的?决议|的?决定|号|\D|$)"
    r"|第(?P<single>\d{3,4})(?:\(\d{4}\))?号(?=的?决议|的?决定)"
    r"|\bresolution\s+(?P<english>\d{3,4})\s*(?:\(\d{4}\))?"
)
NUMBER_OF_RESOLUTION = re.compile(r"\d/\d+\s*号|\d/\d+的?(?:决议|决定)|(?:resolution|decision|决议)\s*\d+/\d")
OTHER_SYMBOL = re.compile(r"(?<![a-z0-9])[aes]/[a-z0-9]+(?:[/.][a-z0-9.()]+)+", re.I)
KIND_WORDS = {
    DocumentKind.LETTER: r"(?:来信|信函|来函|公函|函件|信件|信(?![息息任仰用])|letter)",
    DocumentKind.NOTE_VERBALE: r"(?:普通照会|照会|note verbale|verbal note)",
}
MENTIONS = re.compile(
    r"提到|提及|引用|援引|回顾|忆及|哪[一]?(?:份|些|项|个|封)(?:文件|决议|信|照会)|\b(?:mention|cite|recall|refer)"
)
"""A symbol in such a question is looked for in the documents; it need not be one of them."""
RESOLUTION_WORD = re.compile(r"决议|resolution")

ASKED_LIST = re.compile(
    r"哪些|哪几|哪[一二两三四五六七八九十]|有什么|列出|列举|一一|逐项|都有谁|分别是|多项|各项|清单|"
    r"what are\b|which (?:(?!(?:do(?:es)?|did|ha[sd]|have|is|was|were|are|will|should|may|can|must)\b)[\w’'-]+ ){0,3}?"
    r"(?!(?:does|has|was|is|this|its|us)\b)[\w’'-]*[^\W\ds][^\W\dsu]s\b(?! of)|list\b|name (?:the|all)|"
    r"what \w+s (?:did|does|do|has|have|were|are)\b"
)
ASKED_DATE = re.compile(
    r"什么时候|何时|哪一?年|哪一?天|哪一?日|几月|几号|日期|"
    r"^when\b|\bwhen (?:did|was|were|will|is|are|does|do|has|have|should|must)\b|what (?:date|year)|which year|on what day|what day"
)
ASKED_NUMBER = re.compile(
    r"(?P<ordinal>第几)(?P<ordered>[届次段章号条]?)|(?:多少|(?<![好哪])几(?!乎|年来|号))(?P<counted>[㐀-鿿]{0,6})|"
    r"how many|how much|what number"
)
_OFFICE_HELD = r"(?:主席|秘书长|部长|大使|高级专员|常驻代表|负责人|监察员|总统|总理|主任|报告员)"
ASKED_NAME = re.compile(
    rf"{_OFFICE_HELD}(?:当时|现在|目前|现任|如今)?(?:是|叫|为)(?:谁|什么名字|哪一?位)|(?:现任|当时的).{{0,8}}是谁|哪一?位{_OFFICE_HELD}|"
    r"who (?:is|was) (?:the )?(?:current )?(?:\w+ ){0,4}(?:president|secretary-general|minister|ambassador|commissioner|chair)\b"
)
ASKED_PEOPLE = re.compile(
    r"哪些人|哪几个?人|哪[一二两三四五六七八九十]个?人|什么人|都有谁|哪[些几](?:位|名)|which (?:people|persons|individuals)\b"
)
ASKED_PERSON = re.compile(r"谁|哪位|何人|who\b|whom\b|whose\b|叫什么名字|姓名")
ASKED_TEXT = re.compile(
    r"说了?(?:些)?什么|讲了?(?:些)?什么|写了?(?:些)?什么|(?:内容|原文|全文|文字|措辞|规定)(?:是什么|如何|为何|是)?|怎么说|怎么写|"
    r"如何规定|怎样规定|引用|给出|what does|say|text of|content|read\b|wording|quote|show"
)
COMPARES = re.compile(
    r"比较|对比|相比|分别|各自|各(?=[做作有说是提承如怎定在]|了)|两国|这些文件|异同|区别|不同之处|"
    r"both\b|respectively|compare|difference|each\b"
)

DIFFERS = re.compile(
    r"比较|对比|相比|异同|区别|有(?:什么|何|哪些)?不同|不一致|矛盾|\bcompare|\bdiffer|\bdisagree|contradict"
)
"""A question that sets documents beside each other, whichever they are."""

ASKED_STATES = re.compile(
    r"(?:哪些|哪几个|哪[一二两三四五六七八九十\d]+个|哪一?个|(?<!有)哪)[㐀-鿿]{0,4}?(?:国家(?!行动|人权|一?级|层面|政策|计划|机构|元首|当局|利益|遗产)|会员国|成员国|缔约国|(?<!联合)国(?![家际内别民籍]))|"
    r"which (?:(?!united)\w+ )?(?:countries|country|states?|member states?|nations?)\b"
)
ASKED_REASON = re.compile(r"为什么|为何|何以|原因|理由|凭什么|\bwhy\b|reason")

ASKED_SYMBOL = re.compile(
    r"几号(?:决议|文件)|(?:文号|编号|文件号|号码|决议号)|哪[一]?(?:项|份|个|号)?号?决议(?!中|里)|"
    r"which (?:\w+ )?resolution\b|what (?:is the )?(?:symbol|number of the)|resolution number|document symbol"
)

ASKED_THING = re.compile(r"哪些|哪几[个项种条]|什么|哪[一]?[个项种条]|\bwhich\b|\bwhat\b(?: are| is| were)?(?: the)?")
ASKED_BEFORE = re.compile(
    r"(?:分别|各|都|究竟|一共|总共|现在|目前)?(?:是|有|为|叫|设在|设于|位于|在|持续了?|达到?)?"
    r"(?:什么|多少|哪[一些里个年位儿]|谁|几|何|怎么样|怎样|如何)(?:[^,，。?？]{0,4})[?？。]?$|[?？。]?$"
)
"""The end of a question behind what is asked for (总部设在哪里, 年度预算是多少); the end itself for a question of keywords."""
ASKED_REACH = 6
"""Characters between the question word and what it asks for (which specific measures)."""

DONE = re.compile(
    r"已经?(?:批准|加入|通过|采取|制定|提出|接受|建立|开展)|(?<=[㐀-鿿])(?<![通超经不])过(?![去程半渡度期往多分])"
    r"|\b(?:has|have|had) (?:already )?\w+ed\b"
)
PROMISED = re.compile(
    r"打算|准备(?=批|加|做)|计划(?=批|加|做|在)|将会|今后|未来|还会|\b(?:intend|plan)s?\b|\bwill\b|going to"
)
TO_COME = re.compile(
    r"^(?!.*(?:了|已经?(?!提出|提议|邀请|计划|决定|同意|宣布|承诺))).*(?:将|承诺|打算|尽快|尽最大努力|争取|定于|拟于|预定|计划于)",
    re.DOTALL,
)
"""What is done and what is promised are not the same answer."""
IS_ASKED = re.compile(
    r"(?<![访学疑质])问[，,：:]|询问|[?？][”\"]?$|\basked (?:when|who|why|what|which|where|whether|how)\b"
)
"""A sentence in which somebody asks."""
ASKING = re.compile(r"问(?!题)|\bask")
"""A question that asks for what is asked."""

_WHEN = r"(?:何时|哪[一]?[天日年]|什么时候|几月几?[号日]?|几号)"
_LETTER = r"(?:信函?|照会|来函|函件|letters?|note verbale|note)"
KIND_CUES = {
    ParagraphKind.SIGNATURE: re.compile(
        r"(?:由谁|被谁|谁)?(?:签署|签名|签字|署名|落款|签发)|\bsign(?:ed|s|ature|atory)?\b"
    ),
    ParagraphKind.ADOPTION: re.compile(
        rf"付诸表决|表决|投票通过|协商一致|(?:如何|怎样|怎么|以何种方式).{{0,6}}通过|通过(?:方式|情况)|"
        rf"{_WHEN}.{{0,12}}通过|(?:第几次|哪次).{{0,12}}通过|通过.{{0,8}}(?:日期|时间|{_WHEN})|"
        r"\b(?:was|were|been)\b.{0,60}\badopted\b|"
        r"\badopted\b.{0,20}\b(?:when|by consensus|without)|\bput to a vote\b|\bvoted? on\b|\bconsensus\b"
    ),
    ParagraphKind.MASTHEAD: re.compile(
        rf"议程项目|暂定项目|分发日期|哪个委员会的报告|{_LETTER}.{{0,8}}(?:{_WHEN}|日期)|{_WHEN}.{{0,6}}(?:发出|写的?|寄出?|致函|印发|分发)|"
        rf"写给谁|(?:发|寄|递交|提交|致)给?谁|给谁的|收件人|收信人|when (?:was|were).{{0,40}}{_LETTER}.{{0,30}}|"
        rf"{_LETTER}.{{0,40}}\b(?:dated|sent|addressed to)\b|"
        r"agenda item|distribut"
    ),
    ParagraphKind.VOTE: re.compile(
        r"投(?:了)?(?:赞成|反对|弃权)|弃权|赞成票|反对票|\bvot(?:ed?|ing) (?:for|against|in favou?r)|\babst(?:ain|ention)|"
        r"\bvoté (?:pour|contre)|\babstenu|\bvot(?:ó|aron) (?:a favor|en contra)|\babstuv|"
        r"голосова\w+ (?:за|против)|воздержа|امتنع|صوت\w* (?:ضد|لصالح)"
    ),
    ParagraphKind.FOOTNOTE: re.compile(r"脚注|注释|footnote"),
}
"""Words of a question that ask for what stands in a paragraph of a certain kind."""
STANCES = {
    "favour": re.compile(r"赞成|\bfor\b|in favou?r|\bpour\b|a favor|(?<=голосова)\w+ за|لصالح"),
    "against": re.compile(r"反对|\bagainst\b|\bcontre\b|en contra|против|ضد"),
    "abstaining": re.compile(r"弃权|\babst[aeiu]|воздержа|امتنع"),
}
"""How a state voted, by the word that stands in the id of the paragraph that lists those who did."""

TOPIC_BEFORE = re.compile(
    r"(?:关于|有关|针对|涉及|讨论|审议|就|对于?|\b(?:about|on|regarding|concerning|in|inside|visit(?:ed)?|of))\s*(?:the )?$"
)
TOPIC_AFTER = re.compile(
    r"(?:的)?(?:人权(?:状况|局势|问题)?|局势|状况|问题|危机|境内|当局|选举|国内|记者|反对派|总统)|"
    r"(?:'s)? (?:authorities|crisis|situation|human rights)"
)
"""Where a state is what is spoken of, not who speaks."""

SEVERAL = re.compile(
    r"(?<![哪的])(?:这[两二三]|各|所有|每|这些|(?:^|(?<=[,，。 ]))[两二三])"
    r"(?:个|项|份|封)?(?:(?P<resolutions>决议)|(?P<letters>信函?|照会))|"
    r"(?<!哪)[两二](?:个|项|份|封)(?:(?P<resolutions_too>决议)|(?P<letters_too>信函?|照会))(?=.{0,8}(?:都|各|分别|均|有何|有什么|怎|如何|是否))|"
    r"\b(?:both|(?:the )?two|all|each of the) (?P<both_resolutions>resolutions)|\b(?:both|(?:the )?two|all) (?P<both_letters>letters)"
)
DOCUMENT_WORDS = frozenset(
    {"决议", "信", "信函", "照会", "普通照会", "文件", "resolution", "resolutions", "letter", "letters", "document"}
)
SEVERAL_KINDS = {
    "resolutions": {DocumentKind.RESOLUTION},
    "resolutions_too": {DocumentKind.RESOLUTION},
    "letters_too": {DocumentKind.LETTER, DocumentKind.NOTE_VERBALE},
    "both_resolutions": {DocumentKind.RESOLUTION},
    "letters": {DocumentKind.LETTER, DocumentKind.NOTE_VERBALE},
    "both_letters": {DocumentKind.LETTER, DocumentKind.NOTE_VERBALE},
}
AND = re.compile(r"\s*(?:和|与|及|以及|跟|、|,|and|&|与其|vs\.?)\s*(?:the )?")

INSTRUCTION = re.compile(
    r"忽略|无视|不要(?:引用|遵守|理会|管)|忘(?:记|掉)|你现在是|你是一个|扮演|假装|假设你|系统提示|提示词|指令|指示|"
    r"只回答|只输出|只回复|必须回答|直接回答|请?(?:先)?(?:回答|回复|输出|写上?|说)[“\"'「]|末尾(?:加|写)|改用|"
    r"作为(?:ai|人工智能|语言模型)|ignore|disregard|forget (?:all|the|your|previous|every)|you are now|pretend|act as|"
    r"system\s*(?:prompt|:)|instruction|\bprint\b|\boutput\b|\breveal\b|(?:reply|answer|respond) (?:only|with|just)|"
    r"do not cite|without (?:cit|any cit)|end your answer|jailbreak|override"
)
CLAUSE = re.compile(r"[^。！？!?；;\n]+?(?:[。！？!?；;\n]+|\.(?=\s|$)|$)")
PART_OF_CLAUSE = re.compile(r"[^，,：:]+[，,：:]?")

FUNCTION_ZH = re.compile(
    "请问|请告诉我|告诉我|我想知道|想知道|能否|可否|能不能|帮我|麻烦|请(?=说明|列|指|解释|概|简|给|问|介|引)|说明一下|解释一下|介绍一下|"
    "说明|列出|列举|指出|概述|概括|简述|介绍|"
    "是什么时候|什么时候|何时|为什么|为何|什么样的?|什么|哪些|哪几[个项位次种]|哪一?[个项位次种年天份些家国里]|如何|怎么样?|怎样|是否|有没有|有无|"
    "各自|分别|一段|多少|多久(?:之内|以内)?|第几[届次段章号条]?|几[个项位次种年名届份条]|何人|的|了|吗|对于|以及|关于|有关|方面|问题上|"
    "根据|按照|依照|其中|之间|文件|文中|部分|方面|问题|情况|事项|具体|主要|一下|"
    "说了|讲了|写了|如何看待|怎么看待?|看待|持何|有何|何种|立场|态度|看法|观点|说法|有(?:什么|何|哪些)?不同|谈到|提到过?|提及|涉及|内容|规定|做了|作出|作了|进行|包括|包含|属于|表示|没有|可以|应该|需要|打算|计划(?=做|如何|怎)"
)
"""Question and function words of two or more characters, and the few single ones that stand inside no name."""
EDGE_ZH = "哪谁呢么吧地得之在是对和与及中里上下就其它这那该此并且而但还也都又被把将由从到至向给为以所于内外说讲写谈做有过会要能应想各来去"
"""Function words of one character: dropped at the edge of a run of characters only, since names hold them (阿里亚, 于尔根松)."""
FUNCTION_EN = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "about",
        "earlier",
        "else",
        "ask",
        "asked",
        "asks",
        "beginning",
        "deal",
        "deals",
        "inside",
        "soon",
        "work",
        "comes",
        "come",
        "go",
        "get",
        "put",
        "use",
        "used",
        "like",
        "way",
        "thing",
        "things",
        "attitude",
        "opinion",
        "position",
        "stance",
        "think",
        "view",
        "views",
        "after",
        "already",
        "before",
        "into",
        "over",
        "under",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "many",
        "much",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "they",
        "them",
        "their",
        "there",
        "he",
        "she",
        "his",
        "her",
        "and",
        "or",
        "but",
        "if",
        "so",
        "than",
        "then",
        "not",
        "no",
        "nor",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "say",
        "says",
        "said",
        "tell",
        "me",
        "us",
        "please",
        "list",
        "name",
        "show",
        "give",
        "describe",
        "compare",
        "differ",
        "explain",
        "state",
        "states",
        "according",
        "document",
        "documents",
        "paragraph",
        "paragraphs",
        "text",
        "regarding",
        "concerning",
        "any",
        "some",
        "all",
        "each",
        "both",
        "also",
        "between",
        "during",
        "per",
        "via",
        "we",
        "you",
        "your",
        "i",
        "my",
        "our",
        "s",
        "t",
        "related",
        "respect",
        "mention",
        "mentions",
        "mentioned",
        "make",
        "made",
        "making",
        "include",
        "including",
        "exactly",
    ]
)
POSSESSIVE = re.compile(r"['’]s\b")
LATIN_WORD = re.compile(r"[^\W\d_㐀-鿿]+(?:['’-][^\W\d_㐀-鿿]+)*")

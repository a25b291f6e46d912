"""How questions are put in Chinese and English: question words, function words, names of kinds, instructions. Data only."""

from __future__ import annotations

import re

from rag.document import DocumentKind

SYMBOL = re.compile(
    r"\b(?P<full>[aes]/(?:[a-z]+/)*(?:res|dec)/(?P<tail>\d+(?:/\d+)?)(?:\s*\(\d{4}\))?)"
    r"|第?(?<![\d/])(?P<pair>\d{1,4}/\d{1,4})\s*号?(?=的?决议|的?决定|号|\D|$)"
    r"|第(?P<single>\d{3,4})(?:\(\d{4}\))?号(?=的?决议|的?决定)"
    r"|\bresolution\s+(?P<english>\d{3,4})\s*(?:\(\d{4}\))?"
)
OTHER_SYMBOL = re.compile(r"\b[aes]/[a-z0-9]+(?:[/.][a-z0-9.()]+)+", re.I)
KIND_WORDS = {
    DocumentKind.LETTER: r"(?:来信|信函|来函|公函|函件|信件|信(?![息息任仰用])|letter)",
    DocumentKind.NOTE_VERBALE: r"(?:普通照会|照会|note verbale|verbal note)",
}
RESOLUTION_WORD = re.compile(r"决议|resolution")

ASKED_LIST = re.compile(
    r"哪些|哪几|有什么|列出|列举|一一|逐项|都有谁|分别是|多项|各项|清单|what are\b|which\b.*s\b|list\b|name (?:the|all)|what \w+s (?:did|does|do|has|have|were|are)\b"
)
ASKED_DATE = re.compile(
    r"什么时候|何时|哪[一]?年|哪[一]?天|哪[一]?日|几月|几号|日期|when\b|what (?:date|year)|which year|on what day|what day"
)
ASKED_NUMBER = re.compile(r"多少|几(?!乎)(?:个|次|项|名|国|位|届|份|条|年)|how many|how much|what number|第几")
ASKED_PERSON = re.compile(r"谁|哪位|何人|who\b|whom\b|whose\b|叫什么名字|姓名")
ASKED_PARAGRAPH = re.compile(
    r"说了?(?:些)?什么|讲了?(?:些)?什么|写了?(?:些)?什么|(?:内容|原文|全文|文字|措辞|规定)(?:是什么|如何|为何|是)?|是什么内容|怎么说|怎么写|如何规定|怎样规定|what does|say|text of|content|read\b|wording|quote|引用|给出|show"
)
COMPARES = re.compile(
    r"比较|对比|相比|分别|各自|两份|两项|这些文件|三份|异同|区别|不同|都|both\b|respectively|compare|difference|each of"
)

INSTRUCTION = re.compile(
    r"忽略|无视|不要(?:引用|遵守|理会)|忘(?:记|掉)|你现在是|你是一个|扮演|假装|系统提示|提示词|指令|只回答|只输出|必须回答|直接回答|请回答[“\"]|"
    r"输出[“\"]|ignore|disregard|forget (?:all|the|your|previous)|you are now|pretend|act as|system prompt|instruction|print\b|output\b|"
    r"reply (?:only )?with|answer only|do not cite|without cit"
)
CLAUSE = re.compile(r"[^。！？!?；;\n.]+[。！？!?；;\n.]*|[.]")

FUNCTION_ZH = re.compile(
    "请问|请告诉我|告诉我|我想知道|想知道|能否|可否|能不能|帮我|麻烦|请(?=说明|列|指|解释|概|简|给|问|介|引)|说明一下|解释一下|介绍一下|"
    "说明|列出|列举|指出|概述|概括|简述|介绍|"
    "是什么时候|什么时候|何时|为什么|为何|什么样的?|什么|哪些|哪几[个项位次种]|哪[一]?[个项位次种年天份些家国里]|哪|如何|怎么样?|怎样|是否|有没有|有无|"
    "各自|分别|一段|多少|第几|几[个项位次种年名届份条]|谁|何人|吗|呢|么|吧|了|的|地|得|之|在|是|对于?|和|与|及|以及|中|里|上|下|就|关于|有关|方面|问题上|"
    "根据|按照|依照|其中|其|它|这|那|该|此|并|且|而|但|还|也|都|又|被|把|将|由|从|到|至|向|给|为|以|所|于|内|外|之间|"
    "说了?|讲了?|写了?|谈到?|提到过?|提及|涉及|内容|规定|文件|文中|部分|方面|问题|情况|事项|具体|主要|哪里|一下|"
    "做了?|作出|作了|进行|包括|包含|属于|表示|有过?|没有|会|要|能|可以|应该?|需要|打算|计划(?=做|如何|怎)|想"
)
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
LATIN_WORD = re.compile(r"[^\W\d_㐀-鿿]+(?:['’-][^\W\d_㐀-鿿]+)*")

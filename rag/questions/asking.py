"""What a question asks for, in the six languages, and what in a sentence is of that sort: dates, counts, names, places, reasons.

Patterns over normalised text (terms.py: simplified characters, lower case). They weigh, they do not decide: each is one of the
numbers that the trained selector reads (signals.py), and a sentence without what is asked for may still answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.questions.wording import FUNCTION_EN

_LATIN = re.IGNORECASE | re.UNICODE

SORTS: dict[str, re.Pattern[str]] = {
    "when": re.compile(
        r"什么时候|何时|[哪那]一?[年天日月]|几[年月日时]|何[年月日]|年份|日期|时间|世纪"
        r"|\bwhen\b|what (?:date|year|day)|which (?:date|year|day)|\bquand\b|quelle (?:date|année)|cuándo|en qué (?:año|fecha)"
        r"|когда|в каком году|какого числа|متى|في أي (?:عام|تاريخ|سنة)",
        _LATIN,
    ),
    "number": re.compile(
        r"多少|几(?!乎)|多[高长大远久宽深重快]|百分之|how (?:many|much|long|far|often|old|large|big|high)|combien|quel nombre"
        r"|cuánt[oa]s?|qué número|сколько|كم\b|عدد",
        _LATIN,
    ),
    "who": re.compile(
        r"谁|何人|什么人|哪[一]?[个位名]?人|哪[一]?位|人物|\bwho(?:m|se)?\b|\bqui\b|quién(?:es)?"
        r"|\bкто\b|\bкого\b|\bкому\b|\bкем\b|\bمن\b(?! )|من (?:هو|هي|هم|الذي|صو)",
        _LATIN,
    ),
    "where": re.compile(
        r"哪里|哪儿|何处|何地|什么地方|在哪|位于|[哪那]一?[个座]?(?:国|省|市|县|州|地|城|区|洲|岛)|\bwhere\b|\boù\b|dónde|\bгде\b|\bкуда\b|أين",
        _LATIN,
    ),
    "how": re.compile(
        r"如何|怎样|怎么|用什么|以什么|方式|方法|\bhow\b|comment\b|cómo|каким образом|\bкак\b|كيف",
        _LATIN,
    ),
    "several": re.compile(
        r"哪些|哪几|哪[两二三四五六七八九十]|分别|列出|有什么|包括|what are"
        r"|which \w+s\b|\blist\b|quels|quelles|qué \w+s\b|cuáles|какие|перечисл|ما هي",
        _LATIN,
    ),
    "which": re.compile(
        r"[哪那]一?[个项种类座所家部条支场届本款艘间]|何[种者]|which\b|quel\b|quelle\b|cuál|какой|какая|какое|какую|أي\b",
        _LATIN,
    ),
    "what": re.compile(r"什么|何|\bwhat\b|\bque\b|\bquoi\b|qué\b|\bчто\b|\bчем\b|\bماذا|\bما\b", _LATIN),
}
"""The sort of what is asked for; a question may be of several."""

_NUMERAL = r"(?:\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千万亿]+)"
EVIDENCE: dict[str, re.Pattern[str]] = {
    "date": re.compile(
        r"\d{3,4}年|[〇零一二三四五六七八九]{4}年|\d{1,2}月\d{0,2}|\d{1,2}世纪|[一二三四五六七八九十]+(?:年|月|世纪)|年间|时期|年代|朝|\b(?:1[0-9]|20)\d\d\b"
        r"|\b\d{1,2} ?(?:january|february|march|april|may|june|july|august|september|october|november|december"
        r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
        r"|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
        r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
        r"|يناير|فبراير|مارس|أبريل|مايو|يونيه|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)",
        _LATIN,
    ),
    "count": re.compile(
        rf"(?<![第月年\d]){_NUMERAL}[多余几]?(?:[个项次名国位届份条票种天章倍座人岁年吨元米度]|公里|公斤|平方|小时|分钟|万|亿|%)|\d+(?:\.\d+)?%"
        r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half)\b"
        r"|\b(?:deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b"
        r"|\b(?:два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто)\b|\b(?<![/.\d])\d{1,3}(?:[ ,.]\d{3})*\b(?![/\d])",
        _LATIN,
    ),
    "place": re.compile(
        r"[㐀-鿿](?:国|省|市|县|州|区|洲|岛|山|河|江|湖|镇|村|城|港|湾|海|半岛|地区|平原|盆地)|位于|坐落|设在|在[㐀-鿿]{2,6}[举设建]"
    ),
    "person": re.compile(
        r"[㐀-鿿]·[㐀-鿿]|先生|女士|阁下|教授|博士|总统|主席|大使|皇帝|国王|将军|[㐀-鿿]{1,3}(?:提出|发明|创立|创建|发现|设计|建立|主持)"
        r"|\b(?:mr|ms|mrs|dr|m|mme|sr|sra)\b\.?|г-н|г-жа|السيد"
    ),
    "title": re.compile(r"[《“「『\"«].+?[》”」』\"»]"),
    "naming": re.compile(
        r"称为|称作|称之|叫做?|名为|命名|又[称名叫]|俗称|简称|所谓|即[㐀-鿿「“]"
        r"|called|known as|named|dénomm|llamad|называ|يسمى",
        _LATIN,
    ),
    "defining": re.compile(
        r"是(?:一|指|由|在|最)|指的是|为[㐀-鿿]|属于?"
        r"|\bis an?\b|\bmeans\b|\bare\b|\best une?\b|\bes una?\b|\bявляется|هو|هي"
    ),
    "listing": re.compile(r"、|；|以及|\b(?:and|et|y|и)\b.*,|,.*\b(?:and|et|y|и)\b"),
}
"""What a sentence holds."""

_QUESTION_WORD = re.compile(
    r"是?什么(?:样的?|时候|地方)?|甚么|谁|何[年月日时处地种者人为]?|[哪那](?:一|几|两)?[个些项种类座所家部条支场届本位名里儿年天日]?|多少|几(?!乎)|为什么|为何|如何|怎样|怎么"
    r"|\b(?:what|which|who|whom|whose|when|where|why|how(?: many| much)?)\b"
    r"|\b(?:quand|combien|qui|où|pourquoi|comment|quel(?:le)?s?|quoi)\b"
    r"|(?:cuándo|cuánt[oa]s?|quién(?:es)?|dónde|por qué|cómo|cuál(?:es)?|qué)"
    r"|\b(?:когда|сколько|кто|кого|где|почему|как(?:ой|ая|ое|ие|ую|им|их)?|что)\b|متى|كم|من|أين|لماذا|كيف|ما|أي",
    _LATIN,
)
_HEAD = re.compile(r"[㐀-鿿]{1,8}|\s*[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what sort the answer is, and the words around the place that it would fill (normalised)."""

    sorts: frozenset[str]
    before: str
    after: str
    head: str
    """What is asked for by its name: 地区 in 哪一个地区; "" where nothing stands there."""


def asks(normalised: str) -> bool:
    """Does a question word stand in it?"""
    return bool(_QUESTION_WORD.search(normalised))


def read_asked(normalised: str) -> Asked:
    """Read a normalised question."""
    sorts = frozenset(name for name, pattern in SORTS.items() if pattern.search(normalised))
    match = None
    for match in _QUESTION_WORD.finditer(normalised):
        if len(match.group()) > 1 or match.group() in "谁何几":
            break
    if match is None:
        return Asked(sorts, normalised[-8:], "", "")
    head = _HEAD.match(normalised, match.end())
    word = head.group().strip()[:8] if head else ""
    return Asked(
        sorts, normalised[max(0, match.start() - 8) : match.start()], normalised[match.end() : match.end() + 8], word
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = {
    "en": FUNCTION_EN,
    "fr": _words(
        "le la les l un une des du de d et ou mais donc car ni que qui quoi dont où quand comment pourquoi combien quel quelle quels "
        "quelles lequel laquelle est sont était étaient être été a ont avait avaient avoir eu fait font faire dit dire disent "
        "ce cet cette ces il elle ils elles on nous vous je tu me se lui leur leurs son sa ses notre votre au aux à en dans sur "
        "sous par pour avec sans chez vers entre contre selon depuis pendant avant après ne pas plus moins très y n s t c qu "
        "doit doivent peut peuvent faut va vont sera seront auprès lors ainsi aussi tout tous toute toutes même cela ceci"
    ),
    "es": _words(
        "el la los las lo un una unos unas de del al a y o u e ni que qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos "
        "cuántas cómo dónde por para con sin sobre entre contra según desde hasta en es son era eran fue fueron ser sido está están "
        "ha han había haber hay hizo hicieron hace hacer hecho dice dicen dijo dijeron decir se su sus le les me nos lo este esta "
        "estos estas ese esa eso esto aquel no sí más menos muy ya también pero si como cual cuando donde porque puede pueden debe "
        "deben será serán volvió todo todos toda todas mismo"
    ),
    "ru": _words(
        "и в во на с со к ко о об от до из за по под над при для без у между через после перед против что кто кого кому кем чем чего "
        "чему как какой какая какое какие каких каким какую какими когда где куда откуда почему зачем сколько который которая которые "
        "которых ли не ни но а или же бы то это этот эта эти этого этих тот та те его её ее их им ему ей он она они оно мы вы я "
        "был была было были быть есть является являются будет будут может могут должен должны хотя более менее также уже еще ещё "
        "говорится сказано сказал сказала"
    ),
    "ar": _words(
        "في من إلى على عن مع بين عند منذ حتى ضد بعد قبل هل ما ماذا متى أين كيف كم لماذا من الذي التي الذين أن إن أو و ثم لا لم لن قد "
        "هذا هذه ذلك تلك هو هي هم كان كانت يكون تكون كل بعض أي أية به بها له لها فيه فيها عليه عليها التى"
    ),
}
"""Words that ask or join and carry no subject, by language."""
ELIDED = re.compile(
    r"\b(?:l|d|n|s|j|m|t|c|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_])|-t-(?:il|elle|on)\b|-(?:il|elle|on|ils|elles|nous|vous|ce|t)\b",
    _LATIN,
)
"""What French joins to a word: l’avis, a-t-elle."""
_WORD = re.compile(r"[^\W\d_㐀-鿿]+")


def function_words(text: str) -> frozenset[str]:
    """The function words of the language in which most of the text's are; those of English where it is none of the others."""
    words = _WORD.findall(text)
    counts = {language: sum(word in small for word in words) for language, small in FUNCTION.items()}
    return FUNCTION[max(counts, key=lambda language: counts[language])]

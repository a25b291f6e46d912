"""How a check is told, in Chinese and English: what was found to agree, and why a statement is not supported."""

from __future__ import annotations

from rag.answer import Check

_HELD = {
    "verbatim": ("逐字见于所引段落", "word for word in the cited paragraph"),
    "quotation": ("引文与原文一致", "the quotations are exact"),
    "number": ("数字与所引段落一致：{what}", "numbers as in the cited paragraph: {what}"),
    "date": ("日期与所引段落一致：{what}", "dates as in the cited paragraph: {what}"),
    "session": ("届次、次序与所引段落一致：{what}", "sessions and ordinals as in the cited paragraph: {what}"),
    "symbol": ("文号与所引段落一致：{what}", "symbols as in the cited paragraph: {what}"),
    "name": ("名称与所引段落一致：{what}", "names as in the cited paragraph: {what}"),
    "verb": ("动词的力度与所引段落一致：{what}", "verbs keep the force of the cited paragraph: {what}"),
    "modal": ("情态词与所引段落一致：{what}", "modals as in the cited paragraph: {what}"),
    "negation": ("否定与所引段落一致", "negations as in the cited paragraph"),
    "words": ("所说的内容见于所引段落", "what is said stands in the cited paragraph"),
    "meaning": (
        "跨语言核对：数字、名称、动词一致，内容相近",
        "checked across languages: numbers, names and verbs agree, content is alike",
    ),
}
_FAILED = {
    "no citation": ("没有注明所依据的段落", "no paragraph is cited"),
    "quotation": ("引文与原文不符：“{what}”", "not in the paragraph as quoted: “{what}”"),
    "number": ("所引段落没有这个数字：{what}", "the cited paragraph does not give this number: {what}"),
    "date": ("所引段落没有这个日期：{what}", "the cited paragraph does not give this date: {what}"),
    "session": (
        "所引段落没有这一届次或次序：{what}",
        "the cited paragraph does not give this session or ordinal: {what}",
    ),
    "symbol": ("所引段落没有这个文号：{what}", "the cited paragraph does not give this symbol: {what}"),
    "name": ("所引段落没有这个名称：{what}", "the cited paragraph does not name: {what}"),
    "verb": ("所引段落用的不是这个动词：{what}", "the cited paragraph does not say: {what}"),
    "modal": ("所引段落的要求程度不同：{what}", "the cited paragraph binds to another degree: {what}"),
    "negation": ("与所引段落的否定不符：{what}", "the negation differs from the cited paragraph: {what}"),
    "opposite": ("与所引段落的说法相反：{what}", "the cited paragraph says the contrary: {what}"),
    "tense": ("所引段落说的不是这个时间：{what}", "done or to come, the cited paragraph says otherwise: {what}"),
    "words": ("所引段落没有说：{what}", "the cited paragraph does not say: {what}"),
    "meaning": ("内容与所引段落相差太远：{what}", "too far from what the cited paragraph says: {what}"),
    "link": ("所引段落没有这个链接或标记：{what}", "the cited paragraph has no such link or markup: {what}"),
}
_INSTEAD = ("{what}（原文：{instead}）", "{what} (the paragraph has: {instead})")


def held(code: str, *what: str) -> Check:
    """A check that a statement passed; ``what``: the words that it was about."""
    chinese, english = _HELD[code]
    some = tuple(dict.fromkeys(what))[:6]
    return Check(code, chinese.format(what="、".join(some)), english.format(what=", ".join(some)))


def failed(code: str, what: str = "", instead: str = "") -> Check:
    """A check that a statement did not pass; ``instead``: what the paragraph prints there."""
    chinese, english = _FAILED[code]
    told = [form.format(what=what, instead=instead) if instead else what for form in _INSTEAD]
    return Check(code, chinese.format(what=told[0]), english.format(what=told[1]), holds=False)

"""Words on whose force a statement stands or falls: operative verbs, modals, negations, and pairs of opposites.

``rag/data/force.tsv`` holds them in six languages, one row for each force: what stands in one row of one kind may be put for
another (``吁请``, ``呼吁``, ``calls upon``), what stands in two rows may not (``注意到`` is not ``核准``, ``应`` is not ``可``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.words.glossary import rows
from rag.words.terms import normalise

LANGUAGES = ("zh", "en", "fr", "es", "ru", "ar")
_GUARDED = {
    # characters that are such a word only where they stand alone: 申请, 可持续, 反应, 不断
    "请": r"(?<![申邀吁促提恳聘敦约宴])请(?!求|柬|愿|示|教)",
    "可": r"(?<![许认不尽无亦])可(?!持续|能|见|靠|行|是|比|喜|观|谓|信|再生|怕|惜|贵|预|分割|剥夺|逆|及|避免|兰|以)",
    "能": r"(?<![不可功职才性智机核只产体技动势热效潜官本])能(?!力|源|够|见|量|否|动|干|效)",
    "应": r"(?<![反适供响相效因回顺对报呼])应(?!对|邀|急|请|用|付|有尽|运|变|得|征|允|当|该)",
    "须": r"(?<![必务无毋])须(?!知)",
    "已": r"(?<![早不而])已(?!故|婚|知|经)",
    "曾": r"曾(?!经|祖)",
    "将": r"(?<![即必名上大少中续])将(?!军|其|会|要|领|士|近|[^，。；,;]{1,40}?(?:列入|视为|作为|提交|纳入|置于|改为|分发|定为|称为))",
    "拟": r"(?<![模虚草])拟(?!定|议|订|稿)",
    "前": r"(?<=[日月年底度])前(?!往)",
    "后": r"(?<=[日月年底度])后(?!续)",
    "只": r"只(?!要|能|有|是|不过)",
    "仅": r"(?<!不)仅(?!仅)",
    "迟": r"(?<!推|延)迟(?!早)",
    "不": r"不(?!仅|但|断|同|论|管|久|妨|少|良|安|满|过|丹|外乎|单|只|懈|遗余力)",
    "无": r"(?<!毫)无(?!论|数|线|障碍|人机)",
    "未": r"(?<!从|尚)未(?!来|婚|成年|遂)",
    "非": r"(?<![除是并莫南北西东中])非(?!洲|政府|常|但|凡|盟|正式|国|裔)",
    "否": r"(?<![是能可])否(?!则|认|决)",
    "毋": r"毋(?!须|宁|庸)",
    "勿": r"(?<!切)勿",
    "加入": r"加入",
    "不足": r"不足(?=\d)",
    "要求": r"(?<!的)要求(?!的)",
    "决定": r"决定(?!性|因素)",
    "no": r"(?<!\w)no(?!\.|\s+(?:later|less|fewer|more)\b|\w)",
    "not": r"(?<!\w)not(?!\s+only\b|\w)",
    "may": r"(?<!\w)(?<!\d\s)may(?!\s+\d|\w)",
    "up to": r"(?<!\w)up to(?=\s\d)",
    "over": r"(?<!\w)over(?=\s\d)",
    "above": r"(?<!\w)above(?=\s\d)",
    "under": r"(?<!\w)under(?=\s\d)",
    "after": r"(?<!\w)after(?=\s)",
    "n't": r"n't(?!\w)",
    "n’": r"(?<!\w)n['’]",
    "до": r"(?<!\w)до(?=\s\d)",
    "выше": r"(?<!\w)выше(?=\s\d)",
}
_NEGATING = frozenset(
    ["may-not", "should-not", "need-not", "reject", "prohibit", "deny", "oppose", "prevent", "terminate", "abolish"]
)
"""Forces that say no without a negation: ``禁止``, ``拒绝``."""


@dataclass(frozen=True, slots=True)
class Force:
    """A word at ``text[start:end]`` of a normalised text, and what forces it may have. ``kind``: see ``force.tsv``."""

    kind: str
    forces: frozenset[str]
    start: int
    end: int

    @property
    def negates(self) -> bool:
        return self.kind == "negation" or bool(self.forces & _NEGATING)


@lru_cache(maxsize=4096)
def forces(text: str, language: str) -> tuple[Force, ...]:
    """The words of force in a normalised text, the longest at each place, from left to right."""
    table, pattern = _vocabulary(language)
    found: list[Force] = []
    for match in pattern.finditer(text):
        known = table[_plain(match.group())]
        for kind, names in known.items():
            found.append(Force(kind, names, match.start(), match.end()))
    return tuple(found)


def opposed(names: frozenset[str]) -> frozenset[str]:
    """The forces that say the contrary of these: ``least`` of ``most``."""
    return frozenset(other for name in names for other in _against().get(name, ()))


@cache
def _against() -> Mapping[str, tuple[str, ...]]:
    return {row["force"]: tuple(row["against"].split("|")) for row in rows("force") if row["against"]}


@cache
def _vocabulary(language: str) -> tuple[Mapping[str, Mapping[str, frozenset[str]]], re.Pattern[str]]:
    table: dict[str, dict[str, frozenset[str]]] = {}
    for row in rows("force"):
        for word in filter(None, row[language].split("|")):
            kinds = table.setdefault(_plain(normalise(word)), {})
            kinds[row["kind"]] = kinds.get(row["kind"], frozenset()) | {row["force"]}
    choices = []
    for word in sorted(table, key=len, reverse=True):
        guarded = _GUARDED.get(word) or _GUARDED.get(word.replace("'", "’"))
        choices.append(guarded or (re.escape(word) if language == "zh" else _spelt(word, language)))
    return table, re.compile("|".join(choices))


def _spelt(word: str, language: str) -> str:
    """A word with its borders; in Arabic a conjunction may be written on to it."""
    pattern = re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
    before = r"(?:(?<!\w)|(?<=(?<!\w)[وف]))" if language == "ar" else r"(?<!\w)"
    return before + pattern + ("" if word.endswith("'") else r"(?!\w)")


def _plain(word: str) -> str:
    return re.sub(r"\s+", " ", word.replace("’", "'"))

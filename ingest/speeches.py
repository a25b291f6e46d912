"""Who speaks in the record of a meeting: how a speech opens, how a record goes on with one, and what nobody says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag import DocumentKind, ParagraphKind

_OFFICES = (
    r"The (?:Acting |Temporary |Interim )?(?:Vice-)?(?:President|Chair(?:man|woman|person)?|Secretary-General|Secretary|"
    r"Deputy Secretary-General|Moderator|Facilitator|High Commissioner)"
    r"|(?:Le|La) (?:Vice-)?(?:Président|Présidente|Secrétaire général|Secrétaire générale|Secrétaire)"
    r"|(?:El|La) (?:Vice)?(?:Presidente|Presidenta|Secretario General|Secretaria General|Secretario|Secretaria)"
    r"|(?:Исполняющий обязанности )?(?:Председатель|Генеральный секретарь|Секретарь)"
    r"|(?:الرئيس بالنيابة|الرئيس|الرئيسة|الأمين العام|الأمينة العامة|أمين اللجنة)"
)
_TITLES = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Baroness|Prince|Princess|King|Queen|Sheikh|Sheikha|Archbishop|Monsignor|"
    r"Ambassador|President|Prime Minister|M|MM|Mme|Mlle|Mgr)\b\.?"
    r"|(?:El Sr|La Sra|La Srta|Sr|Sra|Srta)\.|Г-н|Г-жа|Господин|Госпожа|السيدة|السيد|الآنسة"
)
_WHO = rf"(?:{_OFFICES})|(?:(?:{_TITLES})\s?[^:：。;；!?！？\d(（]{{1,60}}?)"
_PLACE = r"(?:\s?[(（][^()（）]{1,80}[)）]){0,3}"
_WHO_ZH = (
    r"(?:代理|临时|副)?(?:主席|议长|秘书长|委员会秘书|主持人)|[^，。；：:;“”()（）\d\s][^，。；：:;“”()（）\d]{0,30}?"
    r"(?:先生|女士|夫人|小姐|博士|阁下|爵士|殿下)"
)
_COLON = r"\s?[:：](?=\s|[^\x00-\x7f]|$)"
SPEECH = re.compile(rf"(?P<who>{_WHO})(?P<place>{_PLACE}){_COLON}|(?P<who_zh>{_WHO_ZH})(?P<place_zh>{_PLACE})\s?[：:]")
"""``The President (spoke in French): ``, ``主席（以法语发言）：``: how a speech opens in a verbatim record."""
_LANGUAGE_NOTE = re.compile(
    r"(?:spoke|speaking|interpretation|parle|parla|habla|interprétation|interpretación|говорит|以.{1,6}语|.{1,6}语发言|تكلم|تكلمت)",
    re.IGNORECASE,
)
_SAID = (
    r"(?:said|asked|expressed|noted|recalled|introduced|introducing|welcomed|thanked|replied|stated|announced|invited|"
    r"drew|speaking|responding|explained|stressed|emphasized|suggested|proposed|reported|agreed|wished|requested|reiterated|"
    r"called|declared|informed|took|read|added|concluded|pointed|urged|commended|wondered|congratulated|made|"
    r"understood|considered|thought|observed|moved|put|gave|opened|closed|closing)\b"
    r"|(?:dit|déclare|demande|rappelle|présente|propose|invite|annonce|souligne|remercie|fait|prenant|note|estime|se félicite|"
    r"croit|considère|constate|appelle|indique|répond|ajoute)\b"
    r"|(?:dice|señala|pregunta|expresa|recuerda|presenta|propone|invita|anuncia|subraya|agradece|hablando|manifiesta|hace|"
    r"entiende|considera|indica|responde|añade)\b"
    r"|(?:говорит|заявляет|напоминает|предлагает|объявляет|спрашивает|выступая|отмечает|благодарит|представляя|"
    r"полагает|считает|отвечает|добавляет)"
    r"|قال|قالت|ذكر|ذكرت|أشار|أشارت|أعرب|أعربت|دعا|دعت|اقترح|اقترحت|أعلن|أعلنت|تكلم|تكلمت|طلب|طلبت"
)
_SAID_ZH = (
    r"(?:同时|还|又|并|也|随后|接着)?(?:说|表示|指出|请|宣布|建议|提请|回顾|邀请|问|答|介绍|强调|感谢|欢迎|要求|提议|代表|以.{1,40}?名义|发言|认为|重申|通知|"
    r"在介绍)"
)
REPORTED = re.compile(
    rf"(?:(?P<office>{_OFFICES})(?P<place>{_PLACE})[,،]?\s?(?={_SAID})"
    rf"|(?P<named>(?:{_TITLES})\s?[^:：。;；!?！？\d(（]{{1,60}}?)(?P<state>\s?\([^()]{{2,80}}\))(?=[\s,:،])"
    rf"|(?P<titled>(?:{_TITLES})\s?[^:：。;；!?！？\d(（,]{{1,40}}?),?\s(?={_SAID})"
    rf"|(?P<who_zh>{_WHO_ZH})(?P<place_zh>(?:\s?[(（][^()（）]{{1,40}}[)）])?)\s?(?={_SAID_ZH})"
    rf"|(?P<whose_zh>{_WHO_ZH})(?P<state_zh>\s?[(（][^()（）]{{1,40}}[)）])(?![的和、与及之]))"
)
"""``Mr. Ba (Senegal) said``, ``Ba先生（塞内加尔）说``: how a paragraph of a summary record names its speaker."""
_GOES_ON = re.compile(
    r"(?:[A-Z][a-z]+(?: \w+){0,3}, )?(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir|The speaker)\b"
    r"|(?:Il|Elle|L['’]orateur|L['’]oratrice|L['’]intervenante?)\b"
    r"|(?:El orador|La oradora|Su delegación|Añade|Agrega)\b|(?:Он|Она|Оратор|Его|Её|Ее)\b|(?:وأضاف|وقال|وأشار|وأعرب|ومضى|وذكر)"
    r"|(?:[^，。]{1,6}，)?[他她](?!国|们)|(?:[^，。]{1,6}，)?其代表团|该代表|发言者|[“\"«‘]"
)
"""A numbered paragraph that goes on with what the last speaker said."""
_NARRATED = re.compile(
    r"[(（]?(?:The meeting (?:was|rose|is)|The agenda was|It was so decided|A (?:recorded |separate )?vote was|"
    r"A (?:recorded )?vote by|The (?:draft )?(?:resolution|decision|amendment|motion)s? .{0,120}?(?:was|were) (?:adopted|rejected)|"
    r"Draft (?:resolution|decision) .{0,120}?(?:was|were) (?:adopted|rejected)|There being no objection|In favour|"
    r"A minute of silence|(?:Mr|Mrs|Ms|Miss)\. .{1,60} (?:took|was escorted|withdrew)|"
    r"La séance est|L['’]ordre du jour est|Il en est ainsi décidé|Il est procédé|Se (?:abre|levanta|suspende|declara abierta) la sesión|"
    r"Queda aprobado|Así queda acordado|Se procede a|Заседание|Повестка дня утверждается|Решение принимается|Проводится)"
    r"|.{0,30}(?:宣布开会|会议开始|散会|宣布会议|会议暂停|会议于)|议程通过|通过议程|就这样决定|决定如上|进行了?.{0,6}表决|"
    r".{0,60}(?:决议|决定)草案.{0,60}(?:获得通过|以.{1,40}票.{0,40}通过|未获通过)|(?:افتتحت الجلسة|رفعت الجلسة|أقر جدول الأعمال|تقرر ذلك)"
)
_CALLED_TO_ORDER = re.compile(
    r"meeting was (?:called to order|resumed|opened)|séance est (?:ouverte|reprise)|se (?:abre|reanuda|declara abierta) la sesión|"
    r"заседание (?:открывается|возобновляется)|宣布开会|会议开始|宣布会议开始|[时分点整]开会|会议复会|افتتحت الجلسة|استؤنفت الجلسة",
    re.IGNORECASE,
)
_HELD = frozenset([ParagraphKind.SUBPARAGRAPH, ParagraphKind.BULLET])
_PARTICLES = frozenset(
    [
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "d", "l", "la", "le", "el", "al", "van"),
        *(
            "von",
            "der",
            "den",
            "ter",
            "ten",
            "bin",
            "bint",
            "ibn",
            "y",
            "e",
            "and",
            "et",
            "ul",
            "ur",
            "ud",
            "abu",
            "af",
        ),
    ]
)
"""Small words within names."""
LONGEST_OPENING = 240


def opens_speech(text: str) -> bool:
    """A line that opens a speech of a verbatim record."""
    return bool(speaker_of_speech(text))


def opens_meeting(text: str) -> bool:
    """``The meeting was called to order at 10 a.m.``: the body of a record starts here."""
    return len(text) <= LONGEST_OPENING and _CALLED_TO_ORDER.search(text) is not None


def is_narrated(text: str) -> bool:
    """What a record tells of a meeting and nobody says: ``The meeting rose at 11 a.m.``"""
    return _NARRATED.match(text) is not None


def speaker_of_speech(text: str) -> str:
    """``The President``, ``Mr. Diop (Senegal)``; the note of the language that he spoke is no part of his name."""
    match = SPEECH.match(text[:LONGEST_OPENING])
    if match is None:
        return ""
    places = re.findall(r"\s?[(（][^()（）]+[)）]", match["place"] or match["place_zh"] or "")
    kept = "".join(place for place in places if not _LANGUAGE_NOTE.search(place))
    if not _is_name(match["who"] or ""):
        return ""
    return ((match["who"] or match["who_zh"]) + kept).strip()


def speaker_reported(text: str) -> str:
    """Who a paragraph of a summary record names as saying it; "" where it names nobody."""
    match = REPORTED.match(text[:LONGEST_OPENING])
    if match is None:
        return ""
    who = match["office"] or match["named"] or match["titled"] or match["who_zh"] or match["whose_zh"]
    if not _is_name(match["named"] or match["titled"] or ""):
        return ""
    return (
        (who + (match["place"] or match["state"] or match["place_zh"] or match["state_zh"] or "")).strip().rstrip(",，")
    )


def _is_name(who: str) -> bool:
    """No sentence: the words of a name open with capitals, but for the small ones between them."""
    if re.fullmatch(_OFFICES, who):
        return True
    who = re.sub(rf"^(?:{_TITLES})", "", who)
    return all(not word[0].islower() or word in _PARTICLES for word in re.findall(r"[^\s’'\-]+", who))


@dataclass(slots=True)
class Floor:
    """Who has the floor while the paragraphs of a record pass by; outside a record nobody has it."""

    kind: DocumentKind | None = None
    holder: str = ""

    def speaker_in(self, text: str, kind: ParagraphKind) -> str:
        """The speaker of a paragraph; "" where the record does not say."""
        if kind in (ParagraphKind.MASTHEAD, ParagraphKind.FOOTNOTE, ParagraphKind.SIGNATURE, ParagraphKind.ADOPTION):
            return ""
        if kind in (ParagraphKind.VOTE, ParagraphKind.ROW):
            return ""
        if self.kind is DocumentKind.VERBATIM_RECORD:
            return self._verbatim(text)
        if self.kind is DocumentKind.SUMMARY_RECORD:
            return self._summary(text, kind)
        return ""

    def close(self) -> None:
        """A new item of the agenda: whoever spoke has finished."""
        self.holder = ""

    def _verbatim(self, text: str) -> str:
        if found := speaker_of_speech(text):
            self.holder = found
        elif _NARRATED.match(text):
            self.holder = ""
        return self.holder

    def _summary(self, text: str, kind: ParagraphKind) -> str:
        found = speaker_of_speech(text) or speaker_reported(text)
        if found:
            self.holder = found
        elif _NARRATED.match(text) or not (_GOES_ON.match(text) or kind in _HELD):
            self.holder = ""
        return self.holder

"""How documents and paragraphs are named in Chinese and English: labels, names, full citations.

The forms are the Organization's own (drafting manual: paragraph numbers, not pages; the preamble is qualified; what the
document does not number is counted and said to be counted).
"""

from __future__ import annotations

import re
from datetime import date

from rag.document import Document, DocumentKind, Locator, Paragraph, ParagraphKind
from rag.words.senders import english_name, sender_in_author
from rag.words.terms import chinese_number
from rag.words.territories import english_state

_ORGANS = {
    "大会": "General Assembly",
    "安全理事会": "Security Council",
    "经济及社会理事会": "Economic and Social Council",
    "人权理事会": "Human Rights Council",
    "人权委员会": "Commission on Human Rights",
    "托管理事会": "Trusteeship Council",
    "建设和平委员会": "Peacebuilding Commission",
    "秘书长": "Secretary-General",
    "人权事务高级专员": "United Nations High Commissioner for Human Rights",
}
_CHINESE_ORGANS = {english: chinese for chinese, english in _ORGANS.items()} | {
    name: chinese
    for chinese, names in {
        # as documents in French, Spanish, Russian and Arabic print them
        "大会": ("Assemblée générale", "Asamblea General", "Генеральная Ассамблея", "الجمعية العامة"),
        "安全理事会": ("Conseil de sécurité", "Consejo de Seguridad", "Совет Безопасности", "مجلس الأمن"),
        "经济及社会理事会": (
            *("Conseil économique et social", "Consejo Económico y Social"),
            *("Экономический и Социальный Совет", "المجلس الاقتصادي والاجتماعي"),
        ),
        "人权理事会": (
            *("Conseil des droits de l’homme", "Consejo de Derechos Humanos"),
            *("Совет по правам человека", "مجلس حقوق الإنسان"),
        ),
        "人权委员会": (
            *("Commission des droits de l’homme", "Comisión de Derechos Humanos"),
            *("Комиссия по правам человека", "لجنة حقوق الإنسان"),
        ),
        "托管理事会": (
            *("Conseil de tutelle", "Consejo de Administración Fiduciaria", "Совет по Опеке", "مجلس الوصاية"),
        ),
        "建设和平委员会": (
            *("Commission de consolidation de la paix", "Comisión de Consolidación de la Paz"),
            *("Комиссия по миростроительству", "لجنة بناء السلام"),
        ),
    }.items()
    for name in names
}

_KINDS = {
    DocumentKind.RESOLUTION: ("决议", "resolution"),
    DocumentKind.DECISION: ("决定", "decision"),
    DocumentKind.LETTER: ("信函", "letter"),
    DocumentKind.NOTE_VERBALE: ("普通照会", "note verbale"),
    DocumentKind.REPORT: ("报告", "report"),
    DocumentKind.SUMMARY_RECORD: ("简要记录", "summary record"),
    DocumentKind.VERBATIM_RECORD: ("逐字记录", "verbatim record"),
    DocumentKind.OTHER: ("文件", "document"),
}
_STATUSES = {"draft": ("草案", "draft"), "revised": ("订正", "revised"), "corrected": ("更正", "corrected")}
_STATUSES["addendum"] = ("增编", "addendum")

_FAMILIES = {"annex": "附件", "appendix": "附录", "enclosure": "附文", "schedule": "附表"}
_WORD_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ARTICLE = re.compile(
    r"第(?P<zh>[一二三四五六七八九十百零〇\d]+)条(?P<after>之[一二三四五六七八九十])?"
    r"|(?:Article|Art\.|Artículo|Статья|المادة)\s?(?P<number>(?:[LRD]\. )?\d+(?:-\d+)*[A-Za-z]?(?: \w+)?)",
    re.IGNORECASE,
)
_NUMBER_OF_SYMBOL = re.compile(r"^[AES]/(?:[A-Z]+/)*?(?:RES|DEC)/(?P<number>.+)$")
_TITLE_OF_LETTER = re.compile(
    r"^\d{4}年\d{1,2}月\d{1,2}日(?P<sender>.+?)给(?P<addressee>.+?)的(?:同文)?(?:信函?|普通照会|照会)$"
)
_SENDER_ROLES = (
    ("常驻联合国代表团临时代办", "Chargé d’affaires a.i. of the Permanent Mission of {state} to the United Nations"),
    ("常驻联合国副代表", "Deputy Permanent Representative of {state} to the United Nations"),
    ("常驻联合国代表团", "Permanent Mission of {state} to the United Nations"),
    ("常驻联合国代表", "Permanent Representative of {state} to the United Nations"),
    ("常驻联合国日内瓦办事处代表团", "Permanent Mission of {state} to the United Nations Office at Geneva"),
    ("常驻联合国日内瓦办事处代表", "Permanent Representative of {state} to the United Nations Office at Geneva"),
    ("外交部长", "Minister for Foreign Affairs of {state}"),
)


def english_ordinal(number: int) -> str:
    """1 → ``1st``, 12 → ``12th``, 23 → ``23rd``."""
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def paragraph_label(paragraph: Paragraph, language: str) -> str:
    """Where the paragraph stands in its document: ``附件第24段``, ``annex, para. 24``."""
    chinese = language == "zh"
    part = _part(paragraph.locator, chinese=chinese)
    place = _place(paragraph.locator, chinese=chinese)
    return part + place if chinese or not part else f"{part}, {place}"


def document_name(document: Document, language: str) -> str:
    """The document as a briefing names it: ``大会第67/169号决议``, ``General Assembly resolution 67/169``."""
    chinese = language == "zh"
    name = _resolution_name(document, chinese=chinese) or (
        _chinese_name(document) if chinese else _english_name(document)
    )
    status = status_name(document, language)
    if not status:
        return name
    return f"{name}（{status}）" if chinese else f"{name} ({status})"


def status_name(document: Document, language: str) -> str:
    """``草案、订正``, ``draft, revised``: what its symbol says of its status; "" where it says nothing."""
    chinese = language == "zh"
    known = [_STATUSES[each] for each in document.status.split(", ") if each in _STATUSES]
    return ("、" if chinese else ", ").join(each[0 if chinese else 1] for each in known)


def short_name(document: Document, language: str) -> str:
    """As short as it can be and still say who speaks and in what: ``比利时的普通照会``, ``note verbale of Belgium``."""
    chinese = language == "zh"
    if name := _resolution_name(document, chinese=chinese):
        return name
    if document.kind in {DocumentKind.LETTER, DocumentKind.NOTE_VERBALE} and (
        sender := sender_name(document, language)
    ):
        kind = kind_name(document, language)
        return f"{sender}的{kind}" if chinese else f"{kind} of {sender}"
    return document_name(document, language)


def sender_name(document: Document, language: str) -> str:
    """The state that sent a letter or note verbale as that language calls it: 比利时, Belgium; "" where the author is none."""
    sender = sender_state(document)
    return sender if language == "zh" else english_state(sender) or english_name(sender) or sender


def sender_state(document: Document) -> str:
    """The state that sent a letter or note verbale, as printed (白俄罗斯); "" where the author is none."""
    author = document.author.replace(" ", "")
    for role, _ in _SENDER_ROLES:
        if author.endswith(role):
            return author.removesuffix(role)
    english = re.match(
        r"(?:the )?(?:Deputy )?Permanent (?:Representative|Mission) of (?:the )?(.+?) to the", document.author
    )
    return english.group(1) if english else sender_in_author(document.author)


def organ_name(document: Document, language: str) -> str:
    """Who adopted it, or in whose name it is: 大会, General Assembly; as printed where the organ is none of the principal ones."""
    chinese = _CHINESE_ORGANS.get(document.organ, document.organ)
    return chinese if language == "zh" else _ORGANS.get(chinese, document.organ)


def kind_name(document: Document, language: str) -> str:
    """``决议``, ``resolution``."""
    return _KINDS[document.kind][0 if language == "zh" else 1]


def cite(document: Document, paragraph: Paragraph, language: str) -> str:
    """The full citation: ``大会第67/169号决议第12段``, ``General Assembly resolution 67/169, para. 12``.

    In the record of a meeting what is said is its speaker's word: who speaks stands with it.
    """
    name, label = document_name(document, language), paragraph_label(paragraph, language)
    if language != "zh":
        return f"{name}, {label}" + (f" (speaker: {paragraph.speaker})" if paragraph.speaker else "")
    joined = bool(_NUMBER_OF_SYMBOL.match(document.symbol)) and not document.status
    speaker = f"（发言者：{paragraph.speaker}）" if paragraph.speaker else ""
    return (f"{name}{label}" if joined else f"{name}，{label}") + speaker


def _part(locator: Locator, *, chinese: bool) -> str:
    if locator.kind in {ParagraphKind.FOOTNOTE, ParagraphKind.MASTHEAD}:
        return ""
    if match := re.fullmatch(r"(annex|appendix|enclosure|schedule)(\d*)", locator.part):
        family, number = match.groups()
        if chinese:
            return f"{_FAMILIES[family]}{_chinese_number(int(number)) if number else ''}"
        return f"{family} {number}".rstrip()
    if re.match(r"\d+/\d", locator.part):  # one of the resolutions that a file holds
        return f"第{locator.part}号，" if chinese else f"No. {locator.part}"
    if locator.part == "letter" and locator.kind is not ParagraphKind.SIGNATURE:
        return "信函" if chinese else "letter"
    if locator.part == "note" and locator.kind is not ParagraphKind.SIGNATURE:
        return "普通照会" if chinese else "note verbale"
    return ""


def _place(locator: Locator, *, chinese: bool) -> str:
    match locator.kind:
        case ParagraphKind.MASTHEAD:
            return "文首" if chinese else "masthead"
        case ParagraphKind.SIGNATURE:
            return "签署" if chinese else "signature"
        case ParagraphKind.ADOPTION:
            return "通过记录" if chinese else "adoption note"
        case ParagraphKind.FOOTNOTE:
            mark = locator.number or "*"
            return f"脚注{mark}" if chinese else f"footnote {mark}"
        case ParagraphKind.PREAMBULAR:
            if chinese:
                return f"序言部分第{locator.ordinal}段"
            words = _WORD_ORDINALS
            ordinal = words[locator.ordinal] if locator.ordinal < len(words) else english_ordinal(locator.ordinal)
            return f"{ordinal} preambular para."
        case ParagraphKind.BULLET:
            return _bullet(locator, chinese=chinese)
        case ParagraphKind.VOTE:
            return f"表决记录（{locator.heading}）" if chinese else f"recorded vote ({locator.heading})"
        case ParagraphKind.ROW:
            return _row(locator, chinese=chinese)
    return _numbered(locator, chinese=chinese)


def _numbered(locator: Locator, *, chinese: bool) -> str:
    if locator.path:
        # where a document numbers anew under each heading, the heading tells equals apart
        under = "" if not locator.heading else f"“{locator.heading}”" if chinese else f"“{locator.heading}”, "
        counted = locator.ordinal if locator.kind is ParagraphKind.UNNUMBERED else 0
        article = _ARTICLE.fullmatch(locator.path[0])
        place = _article if article else _paragraph
        return under + place(locator, counted, chinese=chinese)
    if chinese:
        return f"第{locator.ordinal}段（原文无段号）"
    return f"{english_ordinal(locator.ordinal)} para. (unnumbered)"


def _row(locator: Locator, *, chinese: bool) -> str:
    table, row = locator.table, locator.bullet
    if chinese:
        return f"表{table}第{row}行" if row else f"表{table}表头"
    return f"table {table}, row {row}" if row else f"table {table}, head"


def _paragraph(locator: Locator, counted: int, *, chinese: bool) -> str:
    """``第27(c)段``; words that follow its sub-paragraphs: ``第27段（续，第2个自然段）``."""
    if chinese:
        return f"第{locator.number}段" + (f"（续，第{counted}个自然段）" if counted else "")
    steps = "".join(f" ({step})" if place == 0 else f"({step})" for place, step in enumerate(locator.path[1:]))
    return f"para. {locator.path[0]}{steps}" + (f" (continued, {english_ordinal(counted)} part)" if counted else "")


def _article(locator: Locator, counted: int, *, chinese: bool) -> str:
    """``第二条第(一)项``, ``第2条第1款第(a)项``, ``art. 2, para. 1 (a)``: a law is cited by its articles."""
    match = _ARTICLE.fullmatch(locator.path[0])
    number = (match["zh"] or match["number"]) if match else locator.path[0]
    after = (match["after"] or "") if match else ""
    if chinese:
        steps = "".join(
            (f"第{step}款" if not place else f"第{step}目") if step.isdecimal() else f"第({step})项"
            for place, step in enumerate(locator.path[1:])
        )
        return f"第{number}条{after}{steps}" + (f"第{counted}款" if counted else "")
    typed = _typed(number) + (f" ({_typed(after[1:])})" if after else "")
    steps = "".join(
        f", para. {step}" if step.isdecimal() and not place else f" ({_typed(step)})"
        for place, step in enumerate(locator.path[1:])
    )
    return f"art. {typed}{steps}" + (f", {english_ordinal(counted)} para." if counted else "")


def _typed(label: str) -> str:
    """``十二`` → ``12``; any other label as it is."""
    return str(chinese_number(label)) if re.fullmatch("[一二三四五六七八九十百零〇]+", label) else label


def _bullet(locator: Locator, *, chinese: bool) -> str:
    counts = [int(count) for count in re.findall(r"\.b(\d+)(?=\.b)", locator.id)]  # the bullets that it stands under
    headed = locator.heading and not locator.path
    if headed and locator.ordinal:
        counts = [locator.ordinal]
    counts.append(locator.bullet)
    bullets = [f"第{count}个要点" if chinese else f"{english_ordinal(count)} bullet" for count in counts]
    if headed:
        return f"“{locator.heading}”" + ("" if chinese else ", ") + ("，" if chinese else ", ").join(bullets)
    above = [_numbered(locator, chinese=chinese)] if locator.path or locator.ordinal else []
    return ("，" if chinese else ", ").join([*above, *bullets])


def _chinese_number(number: int) -> str:
    digits = "零一二三四五六七八九十"
    return digits[number] if number <= 10 else str(number)


def _resolution_name(document: Document, *, chinese: bool) -> str:
    match = _NUMBER_OF_SYMBOL.match(document.symbol)
    if not match or document.kind not in {DocumentKind.RESOLUTION, DocumentKind.DECISION}:
        return ""
    kind = _KINDS[document.kind]
    if chinese:
        organ = _CHINESE_ORGANS.get(document.organ, document.organ)
        return f"{organ}第{match.group('number').replace(' ', '')}号{kind[0]}"
    organ = _ORGANS.get(_CHINESE_ORGANS.get(document.organ, document.organ), document.organ)
    return f"{organ} {kind[1]} {match.group('number')}".strip()


def _chinese_name(document: Document) -> str:
    title = document.title or document.id
    if document.kind is DocumentKind.OTHER or not re.search(r"[㐀-鿿]", title):
        title = f"《{title}》" if document.title else title
    return f"{title}（{document.symbol}）" if document.symbol else title


def _english_name(document: Document) -> str:
    form = _KINDS[document.kind][1].capitalize()
    dated = f" dated {_english_date(document.date)}" if document.date else ""
    symbol = f" ({document.symbol})" if document.symbol else ""
    match = _TITLE_OF_LETTER.match(document.title.replace(" ", ""))
    if match and (sender := _english_party(match.group("sender"))) and (to := _english_party(match.group("addressee"))):
        return f"{form}{dated} from the {sender} addressed to the {to}{symbol}"
    title = document.title or document.id
    if document.kind is DocumentKind.OTHER:
        return f"“{title}”{f' ({_english_date(document.date)})' if document.date else ''}{symbol}"
    if document.language == "en":
        return f"{title}{symbol}"
    return f"{form}{dated} “{title}”{symbol}"


def _english_party(chinese: str) -> str:
    if chinese in _ORGANS:
        return _ORGANS[chinese]
    if chinese.endswith("主席") and (organ := _ORGANS.get(chinese.removesuffix("主席"))):
        return f"President of the {organ}"
    for role, english in _SENDER_ROLES:
        if chinese.endswith(role) and (state := english_state(chinese.removesuffix(role))):
            return english.format(state=state)
    return ""


def _english_date(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B} {day.year}"

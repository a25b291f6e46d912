"""Numbers as a word processor counts them: ``ST_NumberFormat`` of ECMA-376, part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable

HIGHEST = 1_000_000
"""A number above it is printed in plain digits: no list is so long, and a forged start must not cost time."""
_HAN = "〇一二三四五六七八九"
_HAN_ZERO = "零一二三四五六七八九"
_LEGAL_SIMPLE = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_LEGAL_JAPANESE = ("〇壱弐参四伍六七八九", ("", "拾", "百", "阡"), "萬")
_COUNTING = (_HAN_ZERO, ("", "十", "百", "千"), "万")
_COUNTING_TAIWAN = (_HAN_ZERO, ("", "十", "百", "千"), "萬")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SERIES = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "aiueo": "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "iroha": "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ",
    "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
}
_ONCE = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
"""Behind the last of these signs the numbers are digits."""
_DIGITS = {
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "ideographDigital": _HAN,
    "japaneseDigitalTenThousand": _HAN,
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital2": "零一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
}
_ENCLOSED = {
    "decimalEnclosedCircle": ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)),
    "decimalEnclosedCircleChinese": ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)),
    "decimalEnclosedParen": ((1, 20, 0x2474),),
    "decimalEnclosedFullstop": ((1, 20, 0x2488),),
    "ideographEnclosedCircle": ((1, 10, 0x3280),),
}
_CHICAGO = "*†‡§"
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def numeral(value: int, number_format: str) -> str:
    """A number in a format that numbering definitions name; plain digits where the format has no sign for it."""
    if number_format == "none":
        return ""
    if number_format == "decimalZero":
        return f"{value:02d}"
    if number_format == "numberInDash":
        return f"- {value} -"
    if not 0 < value <= HIGHEST:
        return str(value)
    if number_format in _DIGITS:
        return "".join(_DIGITS[number_format][int(digit)] for digit in str(value))
    if number_format in _SERIES:
        return _cycled(value, _SERIES[number_format])
    if number_format in _ONCE and value <= len(_ONCE[number_format]):
        return _ONCE[number_format][value - 1]
    for first, last, start in _ENCLOSED.get(number_format, ()):
        if first <= value <= last:
            return chr(start + value - first)
    made = _MADE.get(number_format)
    return made(value) if made else str(value)


def padded(value: int, pattern: str) -> str:
    """A number in a format of its own, told by its first numbers: ``001, 002, 003, ...``."""
    return str(value).zfill(len(pattern.partition(",")[0].strip()))


def _cycled(value: int, signs: str) -> str:
    """``a`` … ``z``, then ``aa``, ``bb``: the sign is repeated, as word processors do."""
    times, place = divmod(value - 1, len(signs))
    return signs[place] * (times + 1) if times < 20 else str(value)


def _roman(value: int) -> str:
    if value > 32767:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _han(value: int, signs: tuple[str, tuple[str, ...], str], *, bare_ten: bool) -> str:
    """``一百零五``. ``bare_ten``: ten is 十, not 一十."""
    digits, units, myriad = signs
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        zero = digits[0] if 0 < low < 1000 else ""
        rest = _han(low, signs, bare_ten=False) if low else ""
        return _han(high, signs, bare_ten=bare_ten) + myriad + zero + rest
    text, gap = "", False
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[int(digit)] + units[place]
        gap = False
    return text[1:] if bare_ten and 10 <= value < 20 else text


def _japanese(value: int) -> str:
    """``百五``: a unit stands without its one, and a gap is not spoken."""
    text = _han(value, _COUNTING, bare_ten=True).replace("零", "")
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _chicago(value: int) -> str:
    return _cycled(value, _CHICAGO)


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {_words(rest)}" if rest else "")
    return str(value)


def _cardinal(value: int) -> str:
    return _words(value).capitalize()


def _ordinal_words(value: int) -> str:
    words = _words(value)
    if words.isdigit():
        return _ordinal(value)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + last).capitalize()


_MADE: dict[str, Callable[[int], str]] = {
    "lowerLetter": lambda value: _cycled(value, "abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": lambda value: _cycled(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "chicago": _chicago,
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_words,
    "hex": lambda value: f"{value:X}",
    "chineseCounting": lambda value: _han(value, (_HAN, *_COUNTING[1:]), bare_ten=True),
    "chineseCountingThousand": lambda value: _han(value, _COUNTING, bare_ten=True),
    "taiwaneseCounting": lambda value: _han(value, _COUNTING_TAIWAN, bare_ten=True),
    "taiwaneseCountingThousand": lambda value: _han(value, _COUNTING_TAIWAN, bare_ten=True),
    "chineseLegalSimplified": lambda value: _han(value, _LEGAL_SIMPLE, bare_ten=False),
    "ideographLegalTraditional": lambda value: _han(value, _LEGAL_TRADITIONAL, bare_ten=False),
    "japaneseLegal": lambda value: _han(value, _LEGAL_JAPANESE, bare_ten=False),
    "japaneseCounting": _japanese,
    "koreanCounting": _japanese,
}

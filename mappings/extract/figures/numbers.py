"""Numbers as people write them in Chinese and English: digits, scale words, number words, shares of a whole.

Every pattern is bounded and begins at a digit, a numeral or a number word, so that no text makes it slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Form = Literal["digits", "words", "share"]

ENGLISH_SCALE = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "bn": 10**9, "mn": 10**6, "tn": 10**12, "k": 10**3, "m": 10**6,
}  # fmt: skip
CHINESE_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * (value + 2) for value, word in enumerate(_TENS)
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}

_WORD = r"(?:" + "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True)) + r")"
_SCALE_WORD = r"(?:hundred|thousand|million|billion|trillion)"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,6})?"
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"

ENGLISH = re.compile(
    rf"(?<![\w/#])(?<![0-9][.:])(?<![\w]-)(?:"
    rf"(?P<part>(?:(?:a|one|two|three|four)[ -])?(?:halves|half|thirds?|quarters?|two[ -]fifths|three[ -]fifths|"
    rf"one[ -]fifth|a fifth|four[ -]fifths|a tenth|one[ -]tenth)"
    rf"(?=\s(?:of|more|less|fewer|higher|lower|a\s(?:million|billion)|the|all"
    rf"|its|their)\b))"
    rf"|(?P<ratio>(?:{_WORD}|[0-9]{{1,2}})\s(?:in|out\sof)\s(?:every\s)?(?:{_WORD}|[0-9]{{1,3}})\b(?![,.][0-9]))"
    rf"|(?P<digits>{_DIGITS})(?:(?:\s|-)?(?P<scale>{_SCALE_WORD}|bn|mn|tn|[km](?=\b))(?![A-Za-z]))?"
    rf"|(?P<words>{_WORD}(?:[ -](?:and[ ])?(?:{_WORD}|{_SCALE_WORD})){{0,8}}(?![A-Za-z])))",
    re.IGNORECASE,
)
CHINESE = re.compile(
    rf"(?P<percent>百分之(?:(?P<percentdigits>{_DIGITS})|(?P<percentwords>{_NUMERAL}{{1,12}}(?:点{_NUMERAL}{{1,6}})?)))"
    rf"|(?P<part>(?P<whole>{_NUMERAL}{{1,6}}|[0-9]{{1,4}})分之(?P<some>{_NUMERAL}{{1,6}}|[0-9]{{1,4}}))"
    rf"|(?<![0-9/.])(?P<over>[0-9]{{1,3}})/(?P<under>[0-9]{{1,3}})(?![0-9/])"
    rf"|(?P<half>一半|半数|过半)"
    rf"|(?P<tenths>[一二两三四五六七八九]|[1-9](?:\.[0-9])?)成(?P<five>半)?(?![为立员效长年功本品果分交熟])"
    rf"|(?<![A-Za-z0-9_/#])(?<![0-9][.:])(?<![A-Za-z0-9]-)(?P<digits>{_DIGITS})"
    rf"(?P<scale>[余多来]?(?:[十百万亿]|千(?![瓦米克伏卡])|兆(?![瓦赫比字])){{0,3}}[余多]?)"
    rf"(?P<rest>(?<=亿)[0-9]{{1,4}}万)?"
    rf"|(?P<words>{_NUMERAL}{{1,32}}(?:点[零〇一二三四五六七八九]{{1,6}}[万亿]{{0,2}})?[余多]?[万亿]?)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; of a share, `value` is the part of one ("two thirds") and `form` says so."""

    start: int
    end: int
    value: Decimal
    form: Form


def numbers(text: str, language: str) -> Iterator[Number]:
    """The numbers of a text from left to right. They may be parts of dates or names: who asks must know."""
    pattern = CHINESE if language == "zh" else ENGLISH
    read_match = _chinese if language == "zh" else _english
    for match in pattern.finditer(text):
        number = read_match(match)
        if number is not None:
            yield number


def _english(match: re.Match[str]) -> Number | None:
    groups = match.groupdict()
    if groups["digits"]:
        scale = ENGLISH_SCALE[groups["scale"].lower()] if groups["scale"] else 1
        return Number(*match.span(), _digits(groups["digits"]) * scale, "digits")
    if groups["part"]:
        words = re.split(r"[ -]", groups["part"].lower())
        count = ENGLISH_WORDS.get(words[0], 1) if len(words) > 1 else 1
        name = {"halves": "half"}.get(words[-1], words[-1].removesuffix("s"))
        return Number(*match.span(), _decimal(Fraction(count, _PARTS[name])), "share")
    if groups["ratio"]:
        some, whole = (_small(word) for word in re.split(r"\s(?:in|out\sof)\s(?:every\s)?", groups["ratio"].lower()))
        return Number(*match.span(), _decimal(Fraction(some, whole)), "share") if 0 < some < whole else None
    return Number(*match.span(), Decimal(english_words(match["words"])), "words")


def _chinese(match: re.Match[str]) -> Number | None:
    groups = match.groupdict()
    start, end = match.span()
    if groups["percent"]:
        written = groups["percentdigits"] or groups["percentwords"]
        value = _digits(written) if groups["percentdigits"] else chinese_numeral(written)
        return Number(start, end, value, "words")
    if groups["part"]:
        whole, some = (_small(groups[name]) for name in ("whole", "some"))
        return Number(start, end, _decimal(Fraction(some, whole)), "share") if 0 < some < whole else None
    if groups["over"]:
        some, whole = int(groups["over"]), int(groups["under"])
        return Number(start, end, _decimal(Fraction(some, whole)), "share") if 0 < some < whole else None
    if groups["half"]:
        return Number(start, end, Decimal("0.5"), "share")
    if groups["tenths"]:
        written = groups["tenths"]
        tenths = Decimal(CHINESE_DIGITS[written]) if written in CHINESE_DIGITS else Decimal(written)
        return Number(start, end, (tenths + (Decimal("0.5") if groups["five"] else 0)) / 10, "share")
    if groups["digits"]:
        rest = int(groups["rest"][:-1]) * 10**4 if groups["rest"] else 0
        return Number(start, end, _digits(groups["digits"]) * _scale(groups["scale"]) + rest, "digits")
    return Number(start, end, chinese_numeral(groups["words"]), "words")


def read(written: str, language: str) -> Decimal | None:
    """The value of a number written alone, or None where it is none.

    >>> read("3.2 million", "en")
    Decimal('3200000.0')
    >>> read("二十三万", "zh")
    Decimal('230000')
    """
    found = next(numbers(written, language), None)
    return found.value if found and (found.start, found.end) == (0, len(written)) else None


def english_words(written: str) -> int:
    """The number that English words name: "two hundred and five thousand" is 205000."""
    total = part = 0
    for word in re.split(r"[\s-]+", written.lower()):
        if word in ENGLISH_WORDS:
            part += ENGLISH_WORDS[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in ENGLISH_SCALE:
            total += (part or 1) * ENGLISH_SCALE[word]
            part = 0
    return total + part


def chinese_numeral(written: str) -> Decimal:
    """The number that Chinese numerals name: 二十三万 is 230000, 三点五亿 is 350000000, 二〇二五 is 2025."""
    written = re.sub("[余多来]", "", written)
    whole, point, rest = written.partition("点")
    if not point and not re.search("[十百千万亿兆]", whole):
        return Decimal("".join(str(CHINESE_DIGITS[character]) for character in whole))
    if not point:
        return Decimal(_sections(whole))
    decimals = rest.rstrip("万亿")
    value = Decimal(f"{_sections(whole)}.{''.join(str(CHINESE_DIGITS.get(each, 0)) for each in decimals)}")
    return value * _scale(rest[len(decimals) :])


def _sections(written: str) -> int:
    """Chinese numerals go by tens of thousands: what stands before 兆, 亿 or 万 is multiplied by it as a whole."""
    for scale in "兆亿万":
        before, found, after = written.rpartition(scale)
        if found:
            return (_sections(before) if before else 1) * CHINESE_SCALE[scale] + _sections(after)
    total = digit = 0
    for character in written:
        if character in CHINESE_DIGITS:
            digit = digit * 10 + CHINESE_DIGITS[character]
        else:
            total += (digit or 1) * CHINESE_SCALE[character]
            digit = 0
    return total + digit


def _scale(written: str) -> Decimal:
    value = Decimal(1)
    for character in written:
        value *= CHINESE_SCALE.get(character, 1)
    return value


def _digits(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _small(written: str) -> int:
    if written.isdigit():
        return int(written)
    return english_words(written) if written[0].isascii() else int(chinese_numeral(written))


def _decimal(part: Fraction) -> Decimal:
    return round(Decimal(part.numerator) / Decimal(part.denominator), 6)

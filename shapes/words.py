"""Do these words hold that figure, that name? Pure functions on text, in English and Chinese."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"'})
ENGLISH_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_NUMBERS = {
    **{word: number for number, word in enumerate(ENGLISH_UNITS)},
    **{word: number for number, word in zip(range(20, 100, 10), ENGLISH_TENS, strict=True)},
}
CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 100_000_000,
}
MAGNITUDE = "|".join(MAGNITUDES)
ENGLISH = "|".join((*(f"{ten}[- ](?:{'|'.join(ENGLISH_UNITS[1:10])})" for ten in ENGLISH_TENS), *ENGLISH_NUMBERS))
NUMBER = re.compile(
    rf"""(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)
       |\b(?P<english>{ENGLISH})\b
       |(?P<chinese>[{"".join(CHINESE_DIGITS)}十百千]+))
       (?P<magnitudes>(?:\s?(?:{MAGNITUDE}))*)""",
    re.VERBOSE,
)


def folded(text: str) -> str:
    """The text as a reader hears it: one width, one case, one kind of quote, one space.

    >>> folded("The “Culture  Bureau”")
    'the "culture bureau"'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(QUOTES).casefold().split())


def key(text: str) -> str:
    """The letters and digits of a name alone, for telling whether two names are the same.

    >>> key("《“Fourteenth Five-Year” Plan》") == key("Fourteenth five year plan")
    True
    """
    return "".join(letter for letter in folded(text) if letter.isalnum())


def figures(text: str) -> Iterator[Decimal]:
    """Every number that the text can be read to hold: as it stands, and multiplied by the words that follow it.

    >>> [str(each.normalize()) for each in figures("39.2 trillion in 12 of thirty-one places")]
    ['39.2', '3.92E+13', '12', '31']
    >>> [str(each) for each in figures("三十二条，10万亿元")]
    ['32', '10', '10000000000000']
    """
    for match in NUMBER.finditer(folded(text)):
        number = _number(match)
        yield number
        factor = 1
        for magnitude in re.findall(MAGNITUDE, match["magnitudes"]):
            factor *= MAGNITUDES[magnitude]
        if factor != 1:
            yield number * factor


def holds_figure(text: str, value: Decimal) -> bool:
    """Whether the text holds this number, in digits or in words.

    >>> holds_figure("sales exceeded 1.2 million", Decimal(1200000))
    True
    >>> holds_figure("sales exceeded 1.2 million", Decimal(12000000))
    False
    """
    return any(figure == value for figure in figures(text))


def unheld_figure(label: str, text: str) -> str | None:
    """The first number that the label writes in digits and the text has neither in digits nor in words, if any.

    >>> unheld_figure("1.2 million loans in 31 towns", "loans rose to 120万 in thirty-one towns") is None
    True
    >>> unheld_figure("60 percent by 2026", "by 2025 more than sixty percent")
    '2026'
    """
    held = set(figures(text))
    for match in NUMBER.finditer(folded(label)):
        if match["digits"] and not held & set(figures(match[0])):
            return match["digits"]
    return None


def _number(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ""))
    if match["english"]:
        return Decimal(sum(ENGLISH_NUMBERS[word] for word in re.split("[- ]", match["english"])))
    return Decimal(_chinese_number(match["chinese"]))


def _chinese_number(numeral: str) -> int:
    """The value of a numeral below ten thousand, such as 三百二十一 or 二〇二〇."""
    if not set(numeral) & set(CHINESE_TENS):
        return int("".join(str(CHINESE_DIGITS[digit]) for digit in numeral))
    total, digit = 0, None
    for sign in numeral:
        if sign in CHINESE_TENS:
            total += (1 if digit is None else digit) * CHINESE_TENS[sign]
            digit = None
        else:
            digit = CHINESE_DIGITS[sign]
    return total + (digit or 0)

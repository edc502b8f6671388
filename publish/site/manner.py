"""Numbers and dates in the reader's manner, by Unicode's locale data."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal
from rdflib import XSD, URIRef

LOCALE = {"en": "en_GB", "zh": "zh_Hans_CN"}
_WORDS: Mapping[str, Literal["long", "short"]] = {"en": "long", "zh": "short"}  # Chinese needs no longer ones
_LARGE = 1_000_000
_DIGITS = 30  # what is longer is no amount of anything
_UNGROUPED = 5  # digits from which a number is grouped: years are not
_MONTH = re.compile(r"(\d{4})-(\d{2})")
DATES = {XSD.date, XSD.dateTime, XSD.gYearMonth}


def number(value: object, language: str) -> str:
    """A number in groups of three digits; short ones, such as years, stay as they are.

    >>> number("39200000000000", "en"), number(2021, "en"), number("0.5", "zh")
    ('39,200,000,000,000', '2021', '0.5')
    """
    given = _decimal(value)
    if given is None:
        return str(value)
    whole = str(value).lstrip("-").partition(".")[0]
    if len(whole) < _UNGROUPED:
        return str(value)
    return str(format_decimal(given, locale=LOCALE[language], decimal_quantization=False))


def in_short(value: object, language: str) -> str:
    """A large number in words of the language; empty for others.

    >>> in_short("39200000000000", "en"), in_short("39200000000000", "zh"), in_short("12", "en")
    ('39.2 trillion', '39.2万亿', '')
    """
    given = _decimal(value)
    if given is None or abs(given) < _LARGE:
        return ""
    return format_compact_decimal(
        float(given), format_type=_WORDS[language], locale=LOCALE[language], fraction_digits=2
    )


def day(written: str, datatype: URIRef | None, language: str) -> str:
    """A date, month or moment as people write it; what is none stays as it is.

    >>> day("2026-11-25", XSD.date, "en"), day("2026-11-25", XSD.date, "zh"), day("2023-12", XSD.gYearMonth, "zh")
    ('25 November 2026', '2026年11月25日', '2023年12月')
    """
    try:
        if datatype == XSD.date:
            return format_date(date.fromisoformat(written), "long", locale=LOCALE[language])
        if datatype == XSD.dateTime:
            return format_datetime(datetime.fromisoformat(written), "medium", locale=LOCALE[language])
        if datatype == XSD.gYearMonth and (found := _MONTH.fullmatch(written)):
            return str(format_skeleton("yMMMM", date(int(found[1]), int(found[2]), 1), locale=LOCALE[language]))
    except ValueError:  # not a date, whatever it says it is
        pass
    return written


def _decimal(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _DIGITS else None

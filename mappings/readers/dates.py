"""Dates as texts state them, at the precision stated: year, month or day, and the local time where one stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mappings.record.values import Span, first_day

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_HALF = r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
_CLOCK = rf"(?P<hour>[0-2]?[0-9])[:：](?P<minute>[0-5][0-9])(?:[:：](?P<second>[0-5][0-9]))?{_HALF}"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
_AFTER = rf"(?:(?:[T,\s]|&nbsp;){{1,3}}{_CLOCK}{_ZONE})?"
_BEFORE = rf"(?:{_CLOCK},?\s+)?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?<![0-9/.-]){_YEAR}(?P<sign>[-./])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}})(?![0-9]){_AFTER}",
        rf"{_YEAR}\s?年\s?(?P<month>[0-9]{{1,2}})\s?月(?:\s?(?P<day>[0-9]{{1,2}})\s?日)?{_AFTER}",
        rf"{_BEFORE}\b{_MONTH}\s?{_DAY},?\s?{_YEAR}",
        rf"\b{_MONTH}\s?{_DAY},?\s?{_YEAR}{_AFTER}",
        rf"(?<![0-9]){_DAY}\s{_MONTH},?\s{_YEAR}{_AFTER}",
        rf"(?<![0-9])(?<![0-9]\s)\b{_MONTH},?\s{_YEAR}",
    )
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as stated, with its local time and zone where they are stated, and where it stands in the words."""

    date: str
    time: str | None
    zone: str | None
    span: Span

    @property
    def moment(self) -> str | None:
        """Date and time in ISO 8601, with the zone only where it is stated."""
        return f"{self.date}T{self.time}{self.zone or ''}" if self.time else None


def dates(words: str) -> Iterator[StatedDate]:
    """The dates in some words, in their order; of two that overlap the longer."""
    found = [date for shape in SHAPES for match in shape.finditer(words) if (date := _read(match))]
    end = 0
    for date in sorted(found, key=lambda date: (date.span.start, -len(date.span))):
        if date.span.start >= end:
            end = date.span.end
            yield date


def _read(match: re.Match[str]) -> StatedDate | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else MONTHS.index(parts["name"][:3].lower()) + 1
    stated = f"{parts['year']}-{month:02}" + (f"-{int(parts['day']):02}" if parts.get("day") else "")
    try:
        first_day(stated)
    except ValueError:
        return None
    return StatedDate(stated, _time(parts), parts.get("zone"), Span(*match.span()))


def _time(parts: dict[str, str | None]) -> str | None:
    if not parts.get("hour"):
        return None
    hour, half = int(parts["hour"] or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{parts['minute']}:{parts.get('second') or '00'}" if hour < 24 else None

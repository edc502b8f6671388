"""Finding quoted words again in a text that has changed: by their digest, led by what may be quoted of them.

The digest proves a place: the words there are the same. Where several places have the same words, none is chosen,
unless a longer stretch around them is proven too: then they lie in it where they lay before. Where only the first and
last words are there, the words between have changed, and that is said.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from mappings.record.values import Span

_SLACK = 0.5  # how much longer or shorter a changed stretch may be, as a share of what it was
_LEADING = 3  # characters at least that lead to a place
_MOST = 50  # places that are looked at


class Fate(Enum):
    """What became of a quote."""

    SAME = "at its place"
    MOVED = "moved"
    AMBIGUOUS = "found at several places"
    CHANGED = "changed"
    LOST = "not found"


@dataclass(frozen=True, slots=True)
class Quote:
    """What is known of the words of a span: their digest, and the whole of them or the first and last."""

    sha256: str
    opens: str
    closes: str

    @classmethod
    def of(cls, sha256: str, exact: str, opens: str, closes: str) -> "Quote":
        """The quote of what a release tells: of words that are quoted whole, the first and the last third lead."""
        third = len(exact) // 3
        if not exact:
            return cls(sha256, opens, closes)
        return cls(sha256, exact[:third], exact[-third:]) if third >= _LEADING else cls(sha256, exact, exact)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the words of a span, and where they may be now."""

    fate: Fate
    places: tuple[Span, ...] = ()


def reanchor(text: str, quotes: Mapping[Span, Quote]) -> dict[Span, Found]:
    """Each span of an earlier text, looked for in this one."""
    found = {span: _find(text, span, quote) for span, quote in sorted(quotes.items())}
    proven = {span: each.places[0] for span, each in found.items() if each.fate in (Fate.SAME, Fate.MOVED)}
    return {span: _within(span, each, proven) if each.fate is Fate.AMBIGUOUS else each for span, each in found.items()}


def _find(text: str, span: Span, quote: Quote) -> Found:
    places = tuple(
        place for place in _beginning_with(text, quote.opens, len(span)) if _digest(text, place) == quote.sha256
    )
    if len(places) == 1:
        return Found(Fate.SAME if places[0] == span else Fate.MOVED, places)
    if places:
        return Found(Fate.AMBIGUOUS, places)
    changed = tuple(_between(text, quote, len(span)))
    return Found(Fate.CHANGED if changed else Fate.LOST, changed)


def _within(span: Span, found: Found, proven: Mapping[Span, Span]) -> Found:
    """The place that a proven stretch around the span gives it; else it stays ambiguous."""
    given = {
        Span(now.start + span.start - before.start, now.start + span.end - before.start)
        for before, now in proven.items()
        if before.start <= span.start and span.end <= before.end
    }
    if len(given) != 1 or not given <= {*found.places}:
        return found
    (place,) = given
    return Found(Fate.SAME if place == span else Fate.MOVED, (place,))


def _beginning_with(text: str, words: str, length: int) -> Iterator[Span]:
    """The stretches of this length that begin with these words."""
    at = text.find(words) if words else -1
    while at >= 0 and at + length <= len(text):
        yield Span(at, at + length)
        at = text.find(words, at + 1)


def _between(text: str, quote: Quote, length: int) -> Iterator[Span]:
    """The stretches of about this length from the first words to the last: other words between, or other spelling."""
    if quote.opens == quote.closes:
        return  # the whole of it is known, and is not there
    shortest, longest = int(length * (1 - _SLACK)), int(length * (1 + _SLACK))
    begun = list(_beginning_with(text, quote.opens, len(quote.opens)))[:_MOST]
    for start in (each.start for each in begun):
        end = text.find(quote.closes, start + len(quote.opens), start + longest)
        if end >= 0 and end + len(quote.closes) - start >= shortest:
            yield Span(start, end + len(quote.closes))


def _digest(text: str, place: Span) -> str:
    return hashlib.sha256(text[place.start : place.end].encode()).hexdigest()

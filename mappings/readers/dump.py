"""Record dumps: one `key: value` after another, with an original, perhaps its translation and a summary.

A value goes on until the next known key. `nan` and its like are no values. A bare `date` is nothing but a date: in
crawl records it is the day that was asked for, never that of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mappings.readers import plain
from mappings.readers.article import Clue, Content, Passage, Region
from mappings.readers.captures import address_clues
from mappings.readers.dates import dates
from mappings.readers.fields import CLUES, MISSING, TEXTS
from mappings.readers.furniture import genre_clues
from mappings.readers.language import language_of
from mappings.readers.lines import LINE_END, LINE_START
from mappings.record.values import Span

_KEY = re.compile(
    rf"{LINE_START}(?P<key>[A-Za-z][A-Za-z0-9_]{{0,40}}|[\u4e00-\u9fff]{{2,6}})[ \t]*[:：]"
    rf"(?=[ \t]|{LINE_END}|[\u4e00-\u9fff])"
)
_ADDED = re.compile(r"\s*[\[【][^\[\]【】\n]{1,24}[\]】]$")  # "[original policy text]": the caption of a link
LONGEST_ADDED = 40
LEAST = 3  # known keys that make a dump
ADDRESSES = frozenset({"url", "archived_at", "requested_url"})


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    value: Span


def recognises(text: str) -> bool:
    """Whether the first line that is not blank is a known key, and others follow, a text among them."""
    first = next(plain.lines(text, Span(0, len(text))), None)
    if first is None or not (start := _KEY.match(text, first.start)) or _name(start) is None:
        return False
    names = [name for match in _KEY.finditer(text) if (name := _name(match))]
    return len(set(names)) >= LEAST and any(name in TEXTS for name in names)


def read(text: str) -> Content:
    """The regions, clues and blocks of a dump."""
    fields = list(_fields(text))
    regions = tuple(region for field in fields for region in _regions(text, field))
    found = [clue for field in fields for clue in _clues(text, field)]
    asked = next((clue.value[:8] for clue in found if clue.field == "requested"), None)
    found = [_as_asked(clue, asked) for clue in found]
    title = next((region.span for region in regions if region.part == "title"), None)
    body = next((region.span.start for region in regions if region.part == "body"), 0)
    found += genre_clues(text, Passage.plain(text, title) if title else None, body)
    order = {"title": 0, "archived_at": 1, "captured": 1}
    found.sort(key=lambda clue: order.get(clue.field, 2))
    return Content(regions, tuple(found), lambda: plain.blocks(text, regions))


def _name(match: re.Match[str]) -> str | None:
    key = match["key"].lower()
    return key if key in TEXTS or key in CLUES else None


def _unknown(key: str, *, within_text: bool) -> str | None:
    """A key that we do not know: small letters, and within a text only with an underscore, as no prose has it."""
    return key if key.islower() and ("_" in key or not within_text) else None


def _fields(text: str) -> Iterator[_Field]:
    """Each key with its value; a key that was there before is part of the value it stands in."""
    seen: set[str] = set()
    open_field: tuple[str, int] | None = None
    within_text = False
    for match in _KEY.finditer(text):
        if open_field and not within_text:
            within_text = open_field[0] in TEXTS and any(True for _ in _field(text, *open_field, match.start()))
        name = _name(match) or _unknown(match["key"], within_text=within_text)
        if name is None or name in seen:
            continue
        if open_field:
            yield from _field(text, *open_field, match.start())
        seen.add(name)
        open_field, within_text = (name, match.end()), False
    if open_field:
        yield from _field(text, *open_field, len(text))


def _field(text: str, name: str, start: int, end: int) -> Iterator[_Field]:
    value = plain.trimmed(text, Span(start, end)) if start < end else None
    if value and text[plain.slice_of(value)].lower() not in MISSING:
        yield _Field(name, value)


def _regions(text: str, field: _Field) -> Iterator[Region]:
    if field.name in TEXTS:
        version, part = TEXTS[field.name]
        yield Region(part, version, language_of(text[plain.slice_of(field.value)]), field.value)


def _clues(text: str, field: _Field) -> Iterator[Clue]:
    words = text[plain.slice_of(field.value)]
    if field.name in TEXTS and TEXTS[field.name][1] == "title":
        title = words[:-LONGEST_ADDED] + _ADDED.sub("", words[-LONGEST_ADDED:])
        yield Clue("title", title, Span(field.value.start, field.value.start + len(title)))
    name = CLUES.get(field.name)
    if name in ADDRESSES:
        yield from address_clues(name, text, field.value)
    elif name in ("issued", "updated", "crawled", "date"):
        for date in list(dates(words))[:1]:
            span = Span(field.value.start + date.span.start, field.value.start + date.span.end)
            yield Clue(name, date.date, span)
            if name == "issued" and date.moment:
                yield Clue("stated_datetime", date.moment, span)
    elif name in ("author", "publisher"):
        yield Clue(name, words, field.value)


def _as_asked(clue: Clue, asked: str | None) -> Clue:
    """A bare date that is the day of the snapshot asked for is that of the crawl."""
    if clue.field == "date" and asked and clue.value.replace("-", "") == asked:
        return Clue("crawled", clue.value, clue.span)
    return clue

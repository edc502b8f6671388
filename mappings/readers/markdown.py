"""Markdown, perhaps with front matter; what the marks say is kept, the marks themselves are cleaned from the words."""

import re
from collections.abc import Iterator

from mappings.readers import plain
from mappings.readers.article import Block, BlockKind, Clue, Content, Passage, Region
from mappings.readers.captures import address_clues
from mappings.readers.dates import dates
from mappings.readers.fields import CLUES, MISSING, TEXTS
from mappings.readers.lines import BLANK, BREAK, IN_LINE, LINE_END, LINE_START
from mappings.record.values import Span

_FRONT_MATTER = re.compile(
    rf"[{BLANK}]{{0,20}}---[ \t]*{BREAK}(?P<fields>.*?){LINE_START}(?:---|\.\.\.)[ \t]*{LINE_END}",
    re.DOTALL,
)
_FIELD = re.compile(
    rf"{LINE_START}(?P<key>[\w-]{{1,40}})[ \t]*:[ \t]+(?P<quote>[\"']?)(?P<value>\S{IN_LINE}*?)(?P=quote)[ \t]*"
    rf"{LINE_END}"
)
_HEADING = re.compile(rf"{LINE_START} {{0,3}}#{{1,6}}[ \t]+(?P<words>\S{IN_LINE}*)")
_MARK = re.compile(
    rf"{LINE_START} {{0,3}}(?:#{{1,6}}[ \t]|[-*+][ \t]|\d{{1,3}}[.)][ \t]|>)"
    r"|\[[^\[\]\n]+\]\([^()\n]+\)|\*\*[^*\n]+\*\*"
)
_LIST = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_PREFIX = re.compile(r"^\s*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
_NO_WORDS = re.compile(r"^[\s|:=*_-]+$")
# What is no word: images, the address of a link, emphasis, code marks, escapes, comments, the end of a wrapped line.
_INLINE = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\n]*\)|\[(?=[^\[\]\n]+\]\()|(?<=[^\s])\]\([^()\n]*\)|<(?=https?://[^<>\s]+>)|<!--[^<]*?-->"
    r"|\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|\\(?=[\\`*_{}\[\]()#+.!-])"
    rf"|(?P<end>(?<![ \t])[ \t]*+{BREAK}[{BLANK}>]*)"
)
_NEW_BLOCK = re.compile(r"^\s*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t]|>|\|)")
SHOWN = 20_000  # code points that show whether a text is Markdown
ENOUGH = 3  # marks


def recognises(text: str) -> bool:
    """Front matter with a known field, a heading in the first line, or several marks of Markdown."""
    if front := _FRONT_MATTER.match(text, 0, SHOWN):
        return any(_known(field) for field in _FIELD.finditer(front["fields"]))
    first = next(plain.lines(text, Span(0, len(text))), None)
    if first and _HEADING.match(text, first.start, first.end):
        return True
    return bool(_HEADING.search(text, 0, SHOWN)) and len(_MARK.findall(text, 0, SHOWN)) >= ENOUGH


def read(text: str) -> Content:
    """The regions, clues and blocks of a Markdown text."""
    front = _FRONT_MATTER.match(text, 0, SHOWN)
    clues = tuple(_front_clues(text, front)) if front else ()
    start = front.end() if front else 0
    stated = next((clue for clue in clues if clue.field == "title"), None)
    first = next(plain.lines(text, Span(start, len(text))), None)
    heading = _HEADING.match(text, first.start, first.end) if first else None
    title = stated.span if stated else None
    if heading:
        words = heading["words"].rstrip("# \t")
        title = Span(heading.start("words"), heading.start("words") + max(len(words), 1))
        shown = Clue("title", _clean(text, title).text, title)
        found = plain.with_head(text, Span(heading.end(), len(text)), (*clues, shown), titled=True)
    else:
        found = plain.with_head(text, Span(start, len(text)), clues, titled=title is not None)
    body = next(region for region in found.regions if region.part == "body")
    regions = found.regions
    if title and len(found.regions) == 1:
        language = plain.title_language(text[plain.slice_of(title)], body.language)
        regions = (Region("title", "original", language, title), body)
    return Content(regions, found.clues, lambda: _blocks(text, regions))


def _known(field: re.Match[str]) -> str | None:
    key = field["key"].lower().replace("-", "_")
    return "title" if TEXTS.get(key) == ("original", "title") else CLUES.get(key)


def _front_clues(text: str, front: re.Match[str]) -> Iterator[Clue]:
    """The fields as text; by convention `date` is that of publication."""
    for field in _FIELD.finditer(text, front.start("fields"), front.end("fields")):
        name, value, span = _known(field), field["value"], Span(*field.span("value"))
        if name is None or value.lower() in MISSING:
            continue
        if name in ("url", "archived_at", "requested_url"):
            yield from address_clues(name, text, span)
        elif name in ("date", "issued", "updated", "crawled"):
            for date in list(dates(value))[:1]:
                where = Span(span.start + date.span.start, span.start + date.span.end)
                name = "issued" if name == "date" else name
                yield Clue(name, date.date, where)
                if date.moment and name == "issued":
                    yield Clue("stated_datetime", date.moment, where)
        elif name in ("title", "author", "publisher"):
            yield Clue(name, value, span)


def _blocks(text: str, regions: tuple[Region, ...]) -> Iterator[Block]:
    for region in regions:
        if region.part == "title":
            yield Block("title", region, _clean(text, region.span))
            continue
        for span in _stretches(text, region.span):
            words = text[plain.slice_of(span)]
            prefix = _PREFIX.match(words)
            start = span.start + prefix.end() if prefix else span.start
            if start < span.end and not _NO_WORDS.match(words):
                passage = _clean(text, Span(start, span.end))
                if passage.text.strip():
                    yield Block(_kind(words, passage.text), region, passage)


def _kind(words: str, clean: str) -> BlockKind:
    if _HEADING.match(words):
        return "heading"
    return "item" if _LIST.match(words) else plain.kind_of(clean)


def _stretches(text: str, within: Span) -> Iterator[Span]:
    """Paragraphs, each heading and list item apart; a line that goes on with a paragraph belongs to it."""
    for paragraph in plain.paragraphs(text, within):
        previous: Span | None = None
        for line in plain.lines(text, paragraph):
            starts = _NEW_BLOCK.match(text[plain.slice_of(line)]) is not None
            if previous and (starts or _HEADING.match(text[plain.slice_of(previous)])):
                yield previous
                previous = None
            previous = Span(previous.start, line.end) if previous else line
        if previous:
            yield previous


def _clean(text: str, span: Span) -> Passage:
    return plain.cleaned(text, span, _INLINE, _replacement)


def _replacement(mark: re.Match[str]) -> str:
    return " " if mark["end"] else ""

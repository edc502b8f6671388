"""Plain text: a title line, perhaps lines of furniture, then the body; lines or wrapped paragraphs become blocks."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from mappings.readers.article import Block, BlockKind, Clue, Content, Passage, Piece, Region
from mappings.readers.furniture import closing_clues, genre_clues, is_furniture, line_clues, opening_clues
from mappings.readers.language import language_of
from mappings.readers.lines import BLANK, BREAK, IN_LINE
from mappings.record.values import Span

_LINE = re.compile(rf"[^{BLANK}]{IN_LINE}*")
_GAP = re.compile(rf"{BREAK}[ \t\u00a0\u3000]*{BREAK}")
_LINE_END = re.compile(rf"(?<![ \t\u00a0])[ \t\u00a0]*+{BREAK}[{BLANK}]*")
LONGEST_TITLE = {"en": 180, "zh": 60}  # code points
LONGEST_HEADING = {"en": 90, "zh": 32}
HEAD = 6  # lines that may be furniture
TAIL = 4000  # code points at the end in which the last lines stand
_STOP = re.compile(r"[。．.！!？?；;：:，,、…][\"”’')）\]】]*$")
_SENTENCE_END = re.compile(r"[。．.！!？?：:…][\"”’')）\]】]*$")
_ITEM = re.compile(r"^(?:[-*•·●▪◆■]\s|[（(]?[0-9]{1,2}[.)、）]\s?\D|[（(][一二三四五六七八九十]{1,3}[)）])")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]{3,}")
_WORD = re.compile(r"\b[A-Za-z][\w'’-]{3,}")
WRAPPED = (40, 100)  # how long the lines of wrapped English are
SHOWN = 400  # lines that show whether a text is wrapped


def read(text: str) -> Content:
    """The regions, clues and blocks of a plain text."""
    return with_head(text, Span(0, len(text)), ())


def with_head(text: str, within: Span, clues: tuple[Clue, ...], *, titled: bool = False) -> Content:
    """The same for a stretch of a text of which `clues` are known already, and perhaps the title."""
    head = list(itertools.islice(lines(text, within), HEAD + 2))
    title = head[0] if not titled and _is_titled(text, within, head) else None
    found: list[Clue] = [*clues, *([Clue("title", text[slice_of(title)], title)] if title else [])]
    rest = head[1:] if title else head
    furniture = list(itertools.takewhile(lambda line: is_furniture(text[slice_of(line)]), rest[:HEAD]))
    if title and not furniture and len(rest) > 1 and _is_name(text[slice_of(rest[0])]):
        furniture = rest[:1]
        furniture += itertools.takewhile(lambda line: is_furniture(text[slice_of(line)]), rest[1:HEAD])
    for line in furniture:
        found += line_clues(Passage.plain(text, line))
        found += closing_clues(Passage.plain(text, line)) if _is_name(text[slice_of(line)]) else ()
    body = _body(text, within, title, furniture)
    found += around_body(text, body, Passage.plain(text, title) if title else None)
    regions = regions_of(text, title, body, furniture_between=bool(furniture))
    return Content(regions, tuple(dict.fromkeys(found)), lambda: blocks(text, regions))


def _body(text: str, within: Span, title: Span | None, furniture: list[Span]) -> Span:
    start = furniture[-1].end if furniture else title.end if title else within.start
    words = trimmed(text, Span(start, within.end))
    return words or trimmed(text, within) or within


def regions_of(text: str, title: Span | None, body: Span, *, furniture_between: bool) -> tuple[Region, ...]:
    """Title and body as regions of the original."""
    language = language_of(text[slice_of(body)])
    region = Region("body", "original", language, body)
    if title is None or title == body:
        return (region,)
    return (Region("title", "original", title_language(text[slice_of(title)], language), title), region)


def title_language(title: str, body: str) -> str:
    """A title in Latin letters over a Chinese body may be a name; one in Han characters is Chinese."""
    return "zh" if language_of(title) == "zh" else body if not re.search(r"[A-Za-z]{3}", title) else "en"


def around_body(text: str, body: Span, title: Passage | None) -> Iterator[Clue]:
    """What the first and the last lines of the body say of the article, and its genre."""
    first = next(lines(text, body), None)
    if first:
        yield from opening_clues(Passage.plain(text, first))
    for line in list(lines(text, Span(max(body.start, body.end - TAIL), body.end)))[-3:]:
        yield from closing_clues(Passage.plain(text, line))
    yield from genre_clues(text, title, body.start)


def lines(text: str, within: Span) -> Iterator[Span]:
    """The lines that are not blank, without the blanks around them."""
    for line in _LINE.finditer(text, within.start, within.end):
        yield Span(line.start(), line.start() + len(line[0].rstrip(BLANK)))


def trimmed(text: str, span: Span) -> Span | None:
    """A span without the blanks around its words; None where there are no words."""
    words = text[slice_of(span)].rstrip(BLANK)
    start = span.start + len(words) - len(words.lstrip(BLANK))
    return Span(start, span.start + len(words)) if words else None


def slice_of(span: Span) -> slice:
    """The slice of a text that a span is."""
    return slice(span.start, span.end)


def _is_titled(text: str, within: Span, head: list[Span]) -> bool:
    """Whether the first line is a title, and not the first of a wrapped paragraph."""
    if len(head) < 2 or not is_title(text[slice_of(head[0])]):
        return False
    return _GAP.search(text, head[0].end, head[1].start) is not None or not is_wrapped(text, within)


def is_title(line: str) -> bool:
    """Whether a first line is a title: short, and no sentence unless it is in capitals throughout.

    >>> is_title("A library in every village"), is_title("The county opened forty libraries.")
    (True, False)
    """
    if len(line) > LONGEST_TITLE[language_of(line)] or is_furniture(line):
        return False
    if not _STOP.search(line) or line.endswith(("!", "?", "！", "？")):
        return True
    words = _WORD.findall(line)
    return line.endswith(".") and len(words) > 2 and len(_CAPITAL.findall(line)) * 5 >= len(words) * 3


def _is_name(line: str) -> bool:
    return len(line) < 40 and any(clue.field == "author" for clue in closing_clues(Passage(line, ((0, 0, len(line)),))))


def kind_of(words: str) -> BlockKind:
    """Paragraph, list item or heading, by length and punctuation."""
    if _ITEM.match(words):
        return "item"
    return "heading" if len(words) <= LONGEST_HEADING[language_of(words)] and not _STOP.search(words) else "paragraph"


def blocks(text: str, regions: Iterable[Region]) -> Iterator[Block]:
    """The lines of each region, or its paragraphs where a text is wrapped to a line length."""
    for region in regions:
        wrapped = region.part == "body" and is_wrapped(text, region.span)
        parts = paragraphs(text, region.span) if wrapped else lines(text, region.span)
        for span in parts:
            passage = joined(text, span) if wrapped else Passage.plain(text, span)
            yield Block("title" if region.part == "title" else kind_of(passage.text), region, passage)


def is_wrapped(text: str, within: Span) -> bool:
    """Whether the lines are broken in the middle of sentences, and paragraphs set off by blank lines."""
    shown = [text[slice_of(line)] for line in itertools.islice(lines(text, within), SHOWN)]
    longest = max(map(len, shown), default=0)
    open_ended = sum(len(line) > WRAPPED[0] and not _SENTENCE_END.search(line) for line in shown)
    return WRAPPED[0] < longest <= WRAPPED[1] and len(shown) > 3 and open_ended * 2 > len(shown)


def paragraphs(text: str, within: Span) -> Iterator[Span]:
    """Stretches between blank lines."""
    previous: Span | None = None
    for line in lines(text, within):
        if previous and _GAP.search(text, previous.end, line.start):
            yield previous
            previous = None
        previous = Span(previous.start, line.end) if previous else line
    if previous:
        yield previous


def joined(text: str, span: Span) -> Passage:
    """A stretch of several lines with one space for each run of blanks that holds a line end."""
    return cleaned(text, span, _LINE_END, lambda _: " ")


def cleaned(text: str, span: Span, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Passage:
    """A stretch with what matches a pattern replaced, each piece remembering where it stands."""
    words: list[str] = []
    pieces: list[Piece] = []
    length, at = 0, span.start

    def add(clean: str, start: int, end: int) -> None:
        nonlocal length
        if clean:
            words.append(clean)
            pieces.append((length, start, end))
            length += len(clean)

    for match in pattern.finditer(text, span.start, span.end):
        add(text[at : match.start()], at, match.start())
        add(replace(match), match.start(), match.end())
        at = match.end()
    add(text[at : span.end], at, span.end)
    return Passage("".join(words), tuple(pieces))

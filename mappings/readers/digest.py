"""Machine digests: a title and its source over one line of headings and bullets, with marks that refer to nothing.

The title may be that of the original in another language; the file holds no other word of the original.
"""

import itertools
import re
from collections.abc import Iterator

from mappings.readers import plain
from mappings.readers.article import Block, BlockKind, Clue, Content, Passage, Region
from mappings.readers.furniture import genre_clues, is_furniture, line_clues
from mappings.readers.language import language_of
from mappings.readers.lines import IN_LINE, LINE_END, LINE_START
from mappings.record.values import Span

_OPENING = re.compile(rf"{LINE_START}[ \t\u3000]*(?:Core (?:Viewpoint|View|Insights?)|核心观点)\s*[-–:：]")
_MENU = re.compile(r"^(?:Workflow|Digest|Summary|摘要|工作流)\s*$", re.IGNORECASE)
_LONGEST_HEAD = 1000  # code points before the digest begins
# " Group 2: Title of the group - First item [1][4]. - Second item": a heading, or the dash of an item.
_PART = re.compile(
    r"(?<!\S)(?:(?P<heading>Core (?:Viewpoint|View|Insights?)(?=\s[-–]|[:：])|核心观点(?=\s*[-–:：])"
    rf"|(?:Group \d{{1,2}}|第[一二三四五六七八九十]{{1,2}}组)[:：]{IN_LINE}*?(?=\s[-–]\s|{LINE_END}))"
    r"|(?P<dash>[-–]\s+(?!\d)))"
)


def recognises(text: str) -> bool:
    """Whether a text opens as a digest, after at most a title and a source."""
    return _OPENING.search(text, 0, _LONGEST_HEAD) is not None


def read(text: str) -> Content:
    """The regions, clues and blocks of a digest."""
    opening = _OPENING.search(text)
    if opening is None:
        return plain.read(text)
    body = plain.trimmed(text, Span(opening.start(), len(text))) or Span(0, len(text))
    head = [line for line in plain.lines(text, Span(0, max(opening.start(), 1))) if line.end <= body.start]
    head = list(itertools.dropwhile(lambda line: _MENU.match(text[plain.slice_of(line)]), head))
    title = head[0] if head and not is_furniture(text[plain.slice_of(head[0])]) else None
    found: list[Clue] = [Clue("title", text[plain.slice_of(title)], title)] if title else []
    for line in head[1:] if title else head:
        found += line_clues(Passage.plain(text, line))
    found += genre_clues(text, None, body.start)
    language = language_of(text[plain.slice_of(body)])
    region = Region("body", "summary", language, body)
    regions: tuple[Region, ...] = (region,)
    if title:
        words = text[plain.slice_of(title)]
        theirs = plain.title_language(words, language)
        regions = (Region("title", "original" if theirs != language else "summary", theirs, title), region)
    return Content(regions, tuple(dict.fromkeys(found)), lambda: _blocks(text, regions))


def _blocks(text: str, regions: tuple[Region, ...]) -> Iterator[Block]:
    for region in regions:
        if region.part == "title":
            yield Block("title", region, Passage.plain(text, region.span))
        else:
            yield from _parts(text, region)


def _parts(text: str, region: Region) -> Iterator[Block]:
    """Headings and items, also where they run on in one line."""
    for line in plain.lines(text, region.span):
        kind: BlockKind = "paragraph"
        start = line.start
        for part in _PART.finditer(text, line.start, line.end):
            yield from _block(text, region, kind, start, part.start())
            if part["heading"]:
                yield from _block(text, region, "heading", part.start(), part.end())
            kind = "item" if part["dash"] else "paragraph"
            start = part.end()
        yield from _block(text, region, kind, start, line.end)


def _block(text: str, region: Region, kind: BlockKind, start: int, end: int) -> Iterator[Block]:
    words = plain.trimmed(text, Span(start, end)) if start < end else None
    if words and any(character.isalnum() for character in text[plain.slice_of(words)]):
        yield Block(kind, region, Passage.plain(text, words))

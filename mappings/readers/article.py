"""An article as read: its text and decoder, the regions that are its own words, and what it says about itself.

Offsets are code points of the text as decoded, line ends and a BOM included, HTML with its tags.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from mappings.record.values import Span

Part = Literal["title", "body"]
Version = Literal["original", "translation", "summary"]
BlockKind = Literal["title", "heading", "paragraph", "item"]
Piece = tuple[int, int, int]  # offset in the clean text; start and end in the file


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as a reader sees them, and where each stands in the file: tags, entities and line ends are cleaned away.

    Each piece holds until the next one begins. Where both sides are equally long they go side by side; where not, the
    clean characters stand for the whole stretch of the file, as a space does for a line end.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def plain(cls, text: str, span: Span) -> "Passage":
        """The words of a file at a span as they are."""
        return cls(text[span.start : span.end], ((0, span.start, span.end),))

    @property
    def span(self) -> Span:
        """Where all of it stands in the file."""
        return Span(self.pieces[0][1], self.pieces[-1][2])

    def locate(self, start: int, end: int) -> Span:
        """Where the clean words from `start` to `end` stand in the file."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}-{end} is no stretch of a passage of {len(self.text)} characters")
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1 if len(self.pieces) > 1 else 0
        clean, start, end = self.pieces[index]
        following = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
        if following - clean == end - start:
            return start + offset - clean, start + offset - clean + 1
        return start, end

    def part(self, start: int, end: int) -> "Passage":
        """The passage of the clean words from `start` to `end`."""
        bounds = [*(piece[0] for piece in self.pieces[1:]), len(self.text)]
        kept = []
        for (clean, raw_start, raw_end), following in zip(self.pieces, bounds, strict=True):
            first, last = max(clean, start), min(following, end)
            if first < last and following - clean == raw_end - raw_start:
                kept.append((first - start, raw_start + first - clean, raw_start + last - clean))
            elif first < last:
                kept.append((first - start, raw_start, raw_end))
        return Passage(self.text[start:end], tuple(kept))


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the file that holds words of the article, in one language."""

    part: Part
    version: Version
    language: str
    span: Span


@dataclass(frozen=True, slots=True)
class Clue:
    """What the file says about the article, as a value of a field, and the words that say it."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item of a region."""

    kind: BlockKind
    region: Region
    passage: Passage

    @property
    def text(self) -> str:
        """The clean words."""
        return self.passage.text

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.passage.span


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader of one format finds in a text."""

    regions: tuple[Region, ...]
    clues: tuple[Clue, ...]
    blocks: Callable[[], Iterator[Block]]
    summary: bool = False  # the whole file is somebody's summary of the article


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article's file, read."""

    file: str
    sha256: str
    bytes: int
    decoder: str
    format: str
    text: str = field(repr=False)
    regions: tuple[Region, ...]
    clues: tuple[Clue, ...]
    _blocks: Callable[[], Iterator[Block]] = field(repr=False, compare=False)

    def blocks(self) -> Iterator[Block]:
        """The blocks of all regions in the order of the file, made one by one."""
        return self._blocks()

    def clue(self, name: str) -> Clue | None:
        """The first clue for a field; readers put the stronger ones first."""
        return next((clue for clue in self.clues if clue.field == name), None)

    @property
    def language(self) -> str:
        """The language of the body: of the original's where the file has one."""
        return max(self.regions, key=lambda each: (each.part == "body", each.version == "original")).language

"""Marking a text: stretches that overlap as they like become tags that nest, which is all that HTML can have.

A stretch that ends within another is closed with it and opened again behind it. Nothing is escaped here: the template
does that, as everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a piece of a marked text is."""

    OPEN = "open"
    TEXT = "text"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch to mark: offsets in code points, how it looks, and the numbers of the statements that rest on it."""

    start: int
    end: int
    look: str
    anchor: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One tag, or the words between two. `first` and `last` tell the ends of a stretch that was taken apart."""

    kind: Kind
    text: str = ""
    stretch: Stretch | None = None
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class _Open:
    """The stretches that are open, the outermost first."""

    stack: list[Stretch] = field(default_factory=list)
    begun: set[Stretch] = field(default_factory=set)

    def end_at(self, position: int) -> Iterator[Piece]:
        """Close what ends here, and open again what it was within."""
        ending = [each for each in self.stack if each.end <= position]
        if not ending:
            return
        kept = self.stack.index(ending[0])
        above, self.stack = self.stack[kept:], self.stack[:kept]
        for each in reversed(above):
            yield Piece(Kind.CLOSE, stretch=each, last=each.end <= position)
        for each in above:
            if each.end > position:
                yield from self.begin(each)

    def begin(self, stretch: Stretch) -> Iterator[Piece]:
        """Open a stretch; its anchor stands at its beginning alone."""
        yield Piece(Kind.OPEN, stretch=stretch, first=stretch not in self.begun)
        self.begun.add(stretch)
        self.stack.append(stretch)


def marked(text: str, stretches: Iterable[Stretch], start: int = 0, end: int | None = None) -> list[Piece]:
    """The text from `start` to `end` as pieces; the words of all pieces together are that text.

    >>> pieces = marked("abcdef", [Stretch(0, 4, "x"), Stretch(2, 6, "y")])
    >>> "".join(piece.text or ("<" if piece.kind is Kind.OPEN else ">") for piece in pieces)
    '<ab<cd>><ef>'
    """
    end = len(text) if end is None else end
    within = [_clipped(each, start, end) for each in stretches if each.start < end and each.end > start]
    longest_first = sorted(within, key=lambda each: (each.start, -each.end, each.look, each.anchor))
    opened = _Open()
    pieces: list[Piece] = []
    cuts = sorted({start, end, *(each.start for each in within), *(each.end for each in within)})
    for position, following in zip(cuts, [*cuts[1:], end], strict=True):
        pieces += opened.end_at(position)
        for each in longest_first:
            if each.start == position < each.end:
                pieces += opened.begin(each)
        if position < following:
            pieces.append(Piece(Kind.TEXT, text[position:following]))
    return pieces


def _clipped(stretch: Stretch, start: int, end: int) -> Stretch:
    """The part of a stretch that lies within; the anchor stands in the part that holds its beginning."""
    inside = max(stretch.start, start), min(stretch.end, end)
    anchor = stretch.anchor if stretch.start >= start else ""
    return Stretch(*inside, stretch.look, anchor, stretch.numbers)

"""The dumps of a release from what each unit contributes: finished blocks, and lines about what others speak of too.

A piece is a file of lines: those that begin with `d` or `g` are blocks of `publish.store.dataset`, those with `l` are
lines of N-Quads, whose subjects other units speak of.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from publish.release.pieces import Parted, Pieces
from publish.store.dataset import blocks, lines_in, subject_of, write_dumps

_LINE = b"l"


def piece(parts: Parted) -> bytes:
    """What a unit contributes to the dumps."""
    accepted, named, others = list[bytes](), list[bytes](), list[bytes]()
    for each in parts.own:
        kept = named if each.graph else accepted if parts.is_own(each.subject) else others
        kept.append(each.line)
    return b"".join(line + b"\n" for line in chain(blocks(accepted, named), (_LINE + line for line in others)))


def write(pieces: Pieces, folder: Path) -> None:
    """All dumps but that of N-Quads."""
    accepted = {each.line for each in pieces.shared if not each.graph}
    also = {line[: line.index(b" ")] for line in accepted}  # a thing that left, for one, may be spoken of in a unit
    for line in _lines(pieces.dumps):
        if line.startswith(_LINE):
            accepted.add(line.removeprefix(_LINE))
        elif subject_of(line) in also:
            accepted.update(lines_in(line))
    finished = (line for line in _lines(pieces.dumps) if not line.startswith(_LINE) and subject_of(line) not in also)
    of_all = blocks(sorted(accepted), [each.line for each in pieces.shared if each.graph])
    write_dumps(chain(finished, of_all), folder)


def _lines(dumps: Iterable[Path | bytes]) -> Iterator[bytes]:
    for each in dumps:
        yield from (each if isinstance(each, bytes) else each.read_bytes()).split(b"\n")[:-1]

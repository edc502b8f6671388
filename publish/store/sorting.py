"""Sorting more lines than memory holds: sorted runs in temporary files, merged as they are read."""

import contextlib
import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

AT_ONCE = 300_000  # lines in memory: of N-Quads, about a hundred megabytes
_BLOCK = 1 << 20


@dataclass(frozen=True)
class LineFile:
    """The lines of a file, read anew each time that they are asked for."""

    path: Path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            for line in file:
                yield line[:-1]

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        with self.path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))

    @classmethod
    def written(cls, path: Path, lines: Iterable[bytes]) -> "LineFile":
        """A new file with these lines."""
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
        return cls(path)


def sorted_lines(lines: Iterable[bytes], at_once: int = 0) -> Iterator[bytes]:
    """The lines in order, each once. No line may hold a line end; at most `at_once` or `AT_ONCE` are in memory."""
    waiting = iter(lines)
    at_once = at_once or AT_ONCE
    first = sorted(islice(waiting, at_once))  # no set: what is given is often sorted in long pieces already
    with contextlib.ExitStack() as ends:
        runs: list[Iterable[bytes]] = []
        folder: Path | None = None
        while some := sorted(islice(waiting, at_once)):
            folder = folder or Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="policygraph-sort-")))
            if not runs:
                runs.append(LineFile.written(folder / "0", first))
                first = []
            runs.append(LineFile.written(folder / str(len(runs)), some))
        yield from _each_once(heapq.merge(*runs) if runs else first)


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = None
    for line in lines:
        if line != before:
            yield line
        before = line


def fingerprint(lines: Iterable[bytes]) -> tuple[int, int]:
    """Of a set of lines, whatever their order: how many, and the sum of their digests."""
    number = total = 0
    for number, line in enumerate(lines, start=1):  # noqa: B007 — the number is what is asked for
        total += int.from_bytes(hashlib.sha256(line).digest())
    return number, total % (1 << 256)

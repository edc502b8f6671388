"""Tables of a release that may be too long for memory: sorted lines of tab-separated columns, found by bisection."""

import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Row = tuple[str, ...]


def table(rows: Iterable[Row]) -> bytes:
    """The bytes of a table: each row once, in the order of its bytes. No column may hold a tab or a line end.

    >>> table([("b", "2"), ("a", "1"), ("b", "2")])
    b'a\\t1\\nb\\t2\\n'
    """
    return b"".join(sorted({"\t".join(row).encode() + b"\n" for row in rows}))


@dataclass(frozen=True)
class SortedTable:
    """A table on disk. A file that is not there is an empty table: older releases do not have every one."""

    path: Path

    @cached_property
    def _content(self) -> mmap.mmap | bytes:
        if not self.path.is_file() or not self.path.stat().st_size:
            return b""
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def of(self, key: str) -> list[Row]:
        """The rows whose first column is this key."""
        return list(self._from(first_not_before(self._content, f"{key}\t".encode()), f"{key}\t".encode()))

    def beginning(self, start: str, most: int) -> list[Row]:
        """The first rows whose first column begins so."""
        rows = self._from(first_not_before(self._content, start.encode()), start.encode())
        return [row for row, _ in zip(rows, range(most), strict=False)]

    def rows(self) -> Iterator[Row]:
        """All rows, in their order."""
        return self._from(0, b"")

    def _from(self, position: int, start: bytes) -> Iterator[Row]:
        content = self._content
        while position < len(content) and content[position : position + len(start)] == start:
            end = content.find(b"\n", position)
            yield tuple(content[position:end].decode().split("\t"))
            position = end + 1


def first_not_before(content: mmap.mmap | bytes, key: bytes) -> int:
    """Where in sorted lines the first one begins that is not less than the key."""
    low, high = 0, len(content)
    while low < high:
        start = max(content.rfind(b"\n", low, (low + high) // 2) + 1, low)
        end = content.find(b"\n", start)
        if content[start:end] < key:
            low = end + 1
        else:
            high = start
    return low

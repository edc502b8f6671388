"""How many rows of a SPARQL result went by, told from its bytes: the store's library writes results, but cannot count.

Each counter looks for what no value can hold, because values escape or double their quotation marks. A row of a JSON
result without any value is not counted.
"""

from collections.abc import Sequence


class RowCounter:
    """Counts the places where a row begins, in pieces of a result."""

    starts: Sequence[bytes] = ()
    not_before: Sequence[bytes] = ()  # what does not follow a start: there it is the end of a value

    def __init__(self) -> None:
        self.rows = 0
        self._before = b""
        self._overlap = max(map(len, self.starts), default=0)

    def add(self, piece: bytes) -> None:
        """Count on."""
        text = self._before + piece
        self.rows += self._places(text) - self._places(self._before)
        self._before = text[-self._overlap :]

    def _places(self, text: bytes) -> int:
        return sum(
            text.count(start) - sum(text.count(start + after) for after in self.not_before) for start in self.starts
        )


class JsonRows(RowCounter):
    """A row begins with a brace, a quotation mark and the name of a variable."""

    starts = (b'[{"', b',{"')
    not_before = (b",", b"}")


class XmlRows(RowCounter):
    """A row is an element."""

    starts = (b"<result>",)


class TsvRows(RowCounter):
    """A row is a line, and the first line is the head."""

    starts = (b"\n",)

    def __init__(self) -> None:
        super().__init__()
        self.rows = -1

    def add(self, piece: bytes) -> None:
        """Count on: a line end is one byte, which no piece cuts in two."""
        self.rows += piece.count(b"\n")


class CsvRows(TsvRows):
    """A row is a line whose end is not quoted."""

    def __init__(self) -> None:
        super().__init__()
        self._quoted = False

    def add(self, piece: bytes) -> None:
        """Count on: every quotation mark opens or closes, a doubled one does both."""
        parts = piece.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0


COUNTERS: dict[str, type[RowCounter]] = {
    "application/sparql-results+json": JsonRows,
    "application/sparql-results+xml": XmlRows,
    "text/csv": CsvRows,
    "text/tab-separated-values": TsvRows,
}

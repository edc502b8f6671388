"""The table that the benchmarks print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    size: str
    figure: str
    bar: str = ""
    note: str = ""


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The table in Markdown, line by line as it is measured."""
    yield "| what | size | figure | bar | how, and what is left out |"
    yield "|---|---|---|---|---|"
    for row in rows:
        yield f"| {row.what} | {row.size} | {row.figure} | {row.bar} | {row.note} |"

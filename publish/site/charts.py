"""A chart of an answer without script: each row by its name, with a bar for its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rdflib import Literal
from rdflib.term import Node

from publish.site.pages import visible

BARS = 60


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with the names of the two columns they come from: label, number as written, and its share of the largest."""

    label: str
    value: str
    bars: tuple[tuple[str, str, str], ...]


def chart(columns: Sequence[str], rows: Sequence[Sequence[Node | None]]) -> Chart | None:
    """The first column of numbers by the first column of anything else; None where there are no such two.

    >>> chart(("name", "count"), [(Literal("boats"), Literal(4)), (Literal("piers"), Literal(2))]).bars
    (('boats', '4', '1.000'), ('piers', '2', '0.500'))
    """
    numeric = [index for index in range(len(columns)) if rows and all(_number(row[index]) is not None for row in rows)]
    named = [index for index in range(len(columns)) if index not in numeric]
    if not numeric or not named:
        return None
    value, label = numeric[-1], named[0]
    numbers = [_number(row[value]) or Decimal(0) for row in rows[:BARS]]
    largest = max(map(abs, numbers), default=Decimal(0)) or Decimal(1)
    bars = tuple(
        (visible(str(row[label] if row[label] is not None else "")), str(row[value]), f"{abs(number) / largest:.3f}")
        for row, number in zip(rows, numbers, strict=False)
    )
    return Chart(columns[label], columns[value], bars)


def _number(term: Node | None) -> Decimal | None:
    if not isinstance(term, Literal) or term.language:
        return None
    try:
        number = Decimal(str(term))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

"""Counts of a release that pages show at once, made when it is built, so that no page counts what grows.

timeline   year, agency, documents      the year empty for documents without a date
measures   instrument, sector, measures
series     indicator, figures           the indicators with most figures
figure     indicator, first day, last day, value, unit, as reported, figure
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ontology.terms import PG
from publish.index.things import Indexed
from publish.store.table import Row, table

MOST_SERIES = 500
MOST_FIGURES = 1_000  # of one indicator
_ROWS = 2_000  # of each other kind


def aggregates(things: Sequence[Indexed]) -> bytes:
    """The table of these things."""
    return table([*_timeline(things), *_measures(things), *_figures(things)])


def _timeline(things: Iterable[Indexed]) -> Iterator[Row]:
    counted = Counter(
        pair
        for each in _of_kind(things, str(PG.PolicyDocument))
        for pair in product(each.facets.get("year", [""])[:1], each.facets.get("agency", [""]))
    )
    return _written("timeline", counted)


def _measures(things: Iterable[Indexed]) -> Iterator[Row]:
    counted = Counter(
        pair
        for each in _of_kind(things, str(PG.Measure))
        for pair in product(each.facets.get("instrument", ()), each.facets.get("sector", ()))
    )
    return _written("measures", counted)


def _written(name: str, counted: Counter[tuple[str, str]]) -> Iterator[Row]:
    first = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_ROWS]
    return ((name, *pair, str(count)) for pair, count in first)


def _figures(things: Iterable[Indexed]) -> Iterator[Row]:
    series: dict[str, list[Row]] = defaultdict(list)
    for each in things:
        if (it := each.figure) is not None:
            reported = " ".join(it.reported.split())
            series[it.indicator].append((it.first, it.last, it.value, it.unit, reported, each.iri))
    for indicator, rows in sorted(series.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_SERIES]:
        yield "series", indicator, str(len(rows))
        yield from (("figure " + indicator, *row) for row in sorted(rows)[:MOST_FIGURES])


def _of_kind(things: Iterable[Indexed], kind: str) -> Iterator[Indexed]:
    return (each for each in things if kind in each.facets.get("kind", ()))

"""Counts of a release that pages show at once, made when it is built, so that no page counts what grows.

timeline   year, agency, documents      the year empty for documents without a date
measures   instrument, sector, measures
series     indicator, figures           the indicators with most figures
figure     indicator, first day, last day, value, unit, as reported, figure
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import product
from typing import Any

from ontology.terms import PG
from publish.index.things import Indexed
from publish.store.table import Row, table

MOST_SERIES = 500
MOST_FIGURES = 1_000  # of one indicator
_ROWS = 2_000  # of each other kind
_COUNTED = {  # of what kind of thing which pair of facets
    "timeline": (str(PG.PolicyDocument), "year", "agency"),
    "measures": (str(PG.Measure), "instrument", "sector"),
}


@dataclass(slots=True)
class Aggregated:
    """Counts of some things, which can be added up."""

    pairs: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _COUNTED})
    series: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    figures: Counter[str] = field(default_factory=Counter)  # how many, of which `series` holds the first

    def add(self, each: Indexed) -> None:
        """Count a thing."""
        for name, (kind, first, second) in _COUNTED.items():
            if kind in each.facets.get("kind", ()):
                one, other = each.facets.get(first, ()), each.facets.get(second, ())
                if name == "timeline":  # documents without date or agency count too
                    one, other = (one or [""])[:1], other or [""]
                self.pairs[name].update("\t".join(pair) for pair in product(one, other))
        if (it := each.figure) is not None:
            reported = " ".join(it.reported.split())
            self.figures[it.indicator] += 1
            self.series[it.indicator].append((it.first, it.last, it.value, it.unit, reported, each.iri))

    def held(self) -> dict[str, Any]:
        """What was counted, as JSON has it."""
        return {"pairs": self.pairs, "series": self.series}

    def take(self, held: Mapping[str, Any]) -> None:
        """Add what was counted elsewhere."""
        for name, counted in held["pairs"].items():
            self.pairs[name].update(counted)
        for indicator, rows in held["series"].items():
            self.figures[indicator] += len(rows)
            known = self.series[indicator]
            known.extend(map(tuple, rows))
            if len(known) > 2 * MOST_FIGURES:
                known[:] = nsmallest(MOST_FIGURES, known)

    def table(self) -> bytes:
        """The table."""
        return table([*self._pairs(), *self._figures()])

    def _pairs(self) -> Iterator[Row]:
        for name, counted in self.pairs.items():
            pairs = {tuple(pair.split("\t")): count for pair, count in counted.items()}
            for pair, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_ROWS]:
                yield name, *pair, str(count)

    def _figures(self) -> Iterator[Row]:
        for indicator, total in sorted(self.figures.items(), key=lambda item: (-item[1], item[0]))[:MOST_SERIES]:
            yield "series", indicator, str(total)
            rows = nsmallest(MOST_FIGURES, self.series[indicator])
            yield from (("figure " + indicator, *row) for row in rows)

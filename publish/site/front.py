"""The front page: what this is, what it holds, how to ask and to cite it, and what changed."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from flask import Flask, Response
from rdflib import DCTERMS, RDF, SKOS, XSD, Literal, URIRef

from ontology.terms import PG
from publish.index.facets import FIGURES, KINDS, grouped
from publish.site import plots
from publish.site.examples import EXAMPLES
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.manner import day, in_short, number
from publish.site.names import shortened
from publish.site.pages import Value, visible
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import wording

_LISTED = (
    ("articles", (PG.Article,)),
    ("documents", (PG.PolicyDocument, PG.Report)),
    ("bodies", (PG.PublicBody,)),
    ("schemes", (SKOS.ConceptScheme,)),
)
_ENTRIES = 20
_RECENT = 8
_TOLD = ("document", "measure", "target", "recommendation", "observation", "group", "directive", "issue", "article",
         "agent")  # fmt: skip
_DRAWN_ROWS, _DRAWN_COLUMNS, _DRAWN_SERIES = 14, 12, 6
_TABLE = 100  # rows


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of a kind, and a link to all of them."""

    name: Value
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list, in both languages."""

    name: Value
    elsewhere: Value | None


@dataclass(frozen=True, slots=True)
class Group:
    """The first things of some kinds, and where all are; nowhere where these are all."""

    heading: str
    entries: tuple[Entry, ...]
    all: Value | None


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with its table, which says the same and more, and the query that both were made from."""

    key: str
    heading: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    query: str
    note: str = ""


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Front(site)
    app.add_url_rule("/", view_func=routes.home)


class Front:
    """The route of the front page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._body = lru_cache(maxsize=2)(self._made)  # a release does not change

    def home(self) -> Response:
        """What this is, what it holds, where to begin."""
        language = self._site.language()
        body = self._site.render("home.html", language, **self._body(language))
        return respond(body, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language])

    def _made(self, language: str) -> dict[str, Any]:
        return {
            "dataset": self._dataset(language),
            "counts": self._counts(language),
            "lists": [each for each in self._groups(language) if each.entries],
            "figures": [each for each in Plots(self._site, language).all() if each.rows],
            "example": EXAMPLES[0],
            "citation": self._citation(language),
            "recent": self._recent(language),
        }

    def _dataset(self, language: str) -> Value:
        """The title of the dataset, as the catalogue has it."""
        titles = self._catalogued(DCTERMS.title)
        name = titles.get(language) or next(iter(titles.values()), "policygraph")
        found = next((each for each, title in titles.items() if title == name), language)
        return Value(visible(name), self._site.pages(language).tag(found))

    def _catalogued(self, predicate: URIRef) -> dict[str, str]:
        this = URIRef(f"{self._site.addresses.base}{self._site.release.local}")
        return {
            (o.language or "") if isinstance(o, Literal) else "": str(o)
            for s, p, o, _ in self._site.release.catalogue
            if s == this and p == predicate
        }

    def _citation(self, language: str) -> str:
        release = self._site.release
        address = self._site.addresses.absolute(release.local)
        return wording(language)["citation"].format(
            title=self._dataset(language).text, version=release.version, date=day(release.date, XSD.date, language),
            address=address,
        )  # fmt: skip

    def _counts(self, language: str) -> list[Count]:
        totals = dict(self._site.index.totals("kind"))
        browse = self._site.addresses.path("browse")
        pages = self._site.pages(language)
        return [
            Count(pages.title(kind), number(totals[str(kind)], language), f"{browse}?kind={_spelled(kind)}")
            for kind in KINDS
            if str(kind) in totals
        ]

    def _groups(self, language: str) -> Iterator[Group]:
        words, totals = wording(language), dict(self._site.index.totals("kind"))
        for key, kinds in _LISTED:
            total = sum(totals.get(str(kind), 0) for kind in kinds)
            entries = self._entries(kinds, language)
            href = f"{self._site.addresses.path('browse')}?{'&'.join(f'kind={_spelled(kind)}' for kind in kinds)}"
            every = Value(words["all_of_kind"].format(total=number(total, language)), href=href)
            yield Group(words[key], tuple(entries), every if total > len(entries) else None)

    def _entries(self, kinds: tuple[URIRef, ...], language: str) -> list[Entry]:
        pages = self._site.pages(language)
        if kinds == (SKOS.ConceptScheme,):  # few, and not browsed themselves
            links = self._site.store.incoming(kinds[0], _ENTRIES)
            found = [each for link in links if link.predicate == RDF.type for each in link.subjects]
            things = [each for each in found if isinstance(each, URIRef)]
        else:
            chosen = {"kind": [str(kind) for kind in kinds]}
            found_things = self._site.index.find(chosen, language=language, most=_ENTRIES, counting=False)
            things = [URIRef(hit.iri) for hit in found_things.hits]
        entries = [Entry(pages.iri(thing), pages.title_elsewhere(thing)) for thing in things]
        return sorted(entries, key=lambda entry: entry.name.text)

    def _recent(self, language: str) -> list[Entry]:
        """The first things that this release changed, as the build wrote them down."""
        file = self._site.release.folder / "audit" / "changes.csv"
        if not file.is_file() or len(self._site.releases.all()) < 2:
            return []
        pages, base = self._site.pages(language), self._site.addresses.base
        with file.open(encoding="utf-8", newline="") as opened:
            told = (row[0] for row in csv.reader(opened) if row[0].partition("/")[2].partition("/")[0] in _TOLD)
            return [Entry(pages.iri(URIRef(base + thing)), None) for thing in islice(told, _RECENT)]


class Plots:
    """The plots of a release in one language, each with its table and its query."""

    def __init__(self, site: Site, language: str) -> None:
        self._site, self._language, self._words = site, language, wording(language)

    def all(self) -> list[Plot]:
        """Those of the front page."""
        return [self.timeline(), self.measures(), self.figures()]

    def timeline(self) -> Plot:
        """Documents over time, by agency."""
        words, rows = self._words, self._rows("timeline")
        none = words["no_date"]
        totals = Counter[str]()
        for _, agency, count in rows:
            totals[agency] += int(count)
        drawn = [agency for agency, _ in totals.most_common(_DRAWN_ROWS)]
        cells = [
            plots.Cell(self._name(agency).text, year or none, int(count))
            for each in drawn
            for year, agency, count in rows
            if agency == each
        ]
        columns = (*plots.years(year for year, _, _ in rows), *((none,) if any(not row[0] for row in rows) else ()))
        shown = [each for each in cells if each.column in columns]
        table = tuple(
            (Value(year or none), self._name(agency), Value(number(count, self._language)))
            for year, agency, count in sorted(rows, key=lambda row: (row[0] or "9999", row[1]))[:_TABLE]
        )
        heads = (words["year"], words["agency"], words["count_documents"])
        svg = plots.grid(tuple(shown), columns) if shown else ""
        asked = grouped(("year", "agency"), PG.PolicyDocument)
        return Plot(
            "timeline", words["plot_timeline"], svg, heads, table, self._asking(asked), self._note(totals, drawn)
        )

    def measures(self) -> Plot:
        """Measures by instrument and sector."""
        words, rows = self._words, self._rows("measures")
        by_row, by_column = Counter[str](), Counter[str]()
        for instrument, sector, count in rows:
            by_row[instrument] += int(count)
            by_column[sector] += int(count)
        drawn = [each for each, _ in by_row.most_common(_DRAWN_ROWS)]
        columns = [each for each, _ in by_column.most_common(_DRAWN_COLUMNS)]
        cells = tuple(
            plots.Cell(self._name(instrument).text, self._name(sector).text, int(count))
            for each in drawn
            for instrument, sector, count in rows
            if instrument == each and sector in columns
        )
        table = tuple(
            (self._name(instrument), self._name(sector), Value(number(count, self._language)))
            for instrument, sector, count in sorted(rows, key=lambda row: (-int(row[2]), row))[:_TABLE]
        )
        heads = (words["instrument"], words["sector"], words["count_measures"])
        named = tuple(self._name(each).text for each in columns)
        svg = plots.grid(cells, named, slanted=True) if cells else ""
        asked = grouped(("instrument", "sector"), PG.Measure)
        note = self._note(by_row, drawn) or self._note(by_column, columns)
        return Plot("measures", words["plot_measures"], svg, heads, table, self._asking(asked), note)

    def figures(self) -> Plot:
        """The indicators with most figures."""
        found = sorted(self._rows("series"), key=lambda row: (-int(row[1]), row[0]))
        return self.series([row[0] for row in found], "figures")

    def series(self, indicators: Sequence[str], key: str = "series") -> Plot:
        """The figures of indicators, over their periods."""
        words, points = self._words, list[plots.Point]()
        table: list[tuple[Value, ...]] = []
        for at, indicator in enumerate(indicators):
            name = self._name(indicator)
            for first, last, value, unit, reported, iri in self._rows(f"figure {indicator}"):
                if at < _DRAWN_SERIES and (amount := _amount(value)) is not None:
                    points.append(plots.Point(plots.short(name.text, 80), _middle(first, last), amount, reported))
                if len(table) < _TABLE:
                    table.append((name, self._period(first, last), self._reported(reported, iri),
                                  self._normal(value), self._name(unit)))  # fmt: skip
        heads = tuple(words[each] for each in ("indicator", "period", "reported", "normalised", "unit"))
        svg = plots.series(tuple(points)) if points else ""
        note = words["plot_first"] if len(indicators) > _DRAWN_SERIES else ""
        return Plot(key, words[f"plot_{key}"], svg, heads, tuple(table), self._asking(FIGURES), note)

    def _rows(self, key: str) -> list[tuple[str, ...]]:
        return [row[1:] for row in self._site.release.aggregates.of(key)]

    def _asking(self, query: str) -> str:
        return self._site.addresses.query(query)

    def _note(self, all_of_them: Counter[str], drawn: Sequence[str]) -> str:
        return self._words["plot_first"] if len(all_of_them) > len(drawn) else ""

    def _name(self, iri: str) -> Value:
        return self._site.pages(self._language).iri(URIRef(iri)) if iri else Value("–")

    def _period(self, first: str, last: str) -> Value:
        if (first[5:], last[5:]) == ("01-01", "12-31"):
            years = dict.fromkeys((first[:4], last[:4]))
            return Value("–".join(years))
        ends = dict.fromkeys(day(each, XSD.date, self._language) for each in (first, last))
        return Value(" – ".join(ends))

    def _reported(self, reported: str, iri: str) -> Value:
        return Value(visible(reported), href=self._site.addresses.href(iri), iri=iri)

    def _normal(self, value: str) -> Value:
        return Value(number(value, self._language), note=in_short(value, self._language))


def _middle(first: str, last: str) -> str:
    """The day in the middle of a period, where its value is drawn."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return last
    return (begin + (end - begin) / 2).isoformat()


def _amount(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _spelled(kind: URIRef) -> str:
    return shortened(str(kind)).removeprefix("pg:")

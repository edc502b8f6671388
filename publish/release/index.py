"""The index of a release: each thing with its names, words and facets, gathered in one pass over the dataset.

A facet's value here is what its SPARQL pattern in `publish.index.facets` gives; a test compares the two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ontology.terms import DCTERMS, ELI, OA, OW, OWL, PG, RDF, SATT, SDIM, SKOS, SMEA, VOCABULARY
from publish.index.facets import FACETS, KINDS
from publish.index.things import AGGREGATES, FILE_NAME, Figure, Indexed, line_of
from publish.release.aggregates import Aggregated
from publish.release.pieces import Parted, parted
from publish.store.dataset import Dataset, Statement
from publish.store.sorting import sorted_lines

LONGEST = 500  # characters of one text
_KINDS = frozenset(map(str, KINDS))
_NAME = str(SKOS.prefLabel)
_ALSO = frozenset(map(str, (SKOS.altLabel, SKOS.hiddenLabel, DCTERMS.title, ELI.title_short)))
_NUMBERS = frozenset(map(str, (ELI.number, DCTERMS.identifier, SKOS.notation)))
_TEXTS = frozenset(map(str, (SKOS.definition, PG.asReported)))
_DATES = frozenset(map(str, (DCTERMS.issued, ELI.date_document, ELI.date_publication)))
_SOME = frozenset(map(str, (SMEA.obsValue, PG.asReported, PG.firstDay, PG.lastDay)))  # literals needed as they are
_LINKS = frozenset(
    map(str, (PG.issuedBy, PG.undertakenBy, PG.madeBy, PG.setOutIn, PG.reportsOn, PG.sector, PG.instrument, PG.modality,
              PG.indicator, SATT.unitMeasure, SDIM.refPeriod, PG.reviewStatus, OA.hasTarget, OA.hasSelector,
              OW.instantiates))
)  # fmt: skip
_LANGUAGE = re.compile(rb'"@([A-Za-z0-9-]+) (?:<[^>]*> )?\.$')


@dataclass(slots=True)
class _Known:
    """What the pass found out, by subject."""

    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    literals: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    readings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # that say what kind a thing is
    departed: set[str] = field(default_factory=set)

    def note(self, each: Statement) -> None:
        """Take what a statement tells."""
        subject, predicate = each.subject, each.predicate
        if each.graph:
            if predicate == str(RDF.type):
                self.readings[subject].add(each.graph)
        elif predicate == str(RDF.type):
            if each.object in _KINDS:
                self.kinds[subject].add(each.object)
        elif predicate == _NAME:
            language = _LANGUAGE.search(each.line)
            self.names[subject][language[1].decode() if language else ""] = each.text
        elif predicate in _LINKS:
            self.links[subject, predicate].append(each.object)
        elif predicate in _ALSO | _NUMBERS | _TEXTS | _DATES | _SOME or predicate == str(OA.exact):
            self.literals[subject, predicate].append(each.text[:LONGEST])
        elif predicate == str(OWL.deprecated):
            self.departed.add(subject)

    def all_of(self, things: Iterable[str], *predicates: object) -> list[str]:
        """What these things are linked with, each once, sorted."""
        found = {other for thing in things for each in predicates for other in self.links.get((thing, str(each)), ())}
        return sorted(found)

    def said(self, thing: str, predicates: Iterable[str]) -> list[str]:
        """The literals that a thing has, each once, sorted."""
        return sorted({text for each in predicates for text in self.literals.get((thing, each), ())})


def index_files(dataset: Dataset, base: str) -> dict[str, bytes]:
    """The files of the index, by their path in the release."""
    parts = parted(list(dataset.statements()), base)
    return {name: b"".join(lines) for name, lines in merged([piece(parts, base)], parts.shared, base).items()}


def index(dataset: Dataset, base: str) -> list[Indexed]:
    """The things of the dataset that can be searched and browsed, sorted by IRI."""
    known = _known(dataset.statements())
    return [_indexed(known, thing) for thing in sorted(known.kinds) if _is_ours(thing, base, known)]


def piece(parts: Parted, base: str) -> dict[str, Any]:
    """What a unit contributes: its own things as they stand in the index, and what it knows of others."""
    known = _known(chain(parts.own, parts.shared))
    counted = Aggregated()
    own = {}
    for thing in known.kinds:
        if parts.is_own(thing) and _is_ours(thing, base, known):
            indexed = _indexed(known, thing)
            counted.add(indexed)
            own[thing] = line_of(indexed)
    about = {*known.kinds, *known.readings, *known.names, *(thing for thing, _ in known.literals)}
    others = [thing for thing in sorted(about) if not parts.is_own(thing) and _is_ours(thing, base, known)]
    return {"things": own, "others": {thing: _partly(known, thing) for thing in others}, "counted": counted.held()}


def merged(pieces: Iterable[Mapping[str, Any]], shared: Iterable[Statement], base: str) -> dict[str, Iterable[bytes]]:
    """The files of the index by their path, as pieces of bytes: of what units contribute, and of what they share.

    The pieces are gone through twice. Of a unit's own things nothing is held in memory but what is counted.
    """
    counted, departed = Aggregated(), {each.subject for each in shared if each.predicate == str(OWL.deprecated)}
    partly: dict[str, dict[str, Any]] = {}
    known = _known(shared)
    for thing in known.kinds:
        partly[thing] = _partly(known, thing)
    for each in pieces:
        counted.take(each["counted"])
        for thing, found in each["others"].items():
            partly[thing] = _joined(partly[thing], found) if thing in partly else found
    others = [_whole(thing, found) for thing, found in partly.items() if found["facets"].get("kind")]
    others = [each for each in others if _is_ours(each.iri, base, known)]
    for indexed in others:
        counted.add(indexed)

    def lines() -> Iterator[bytes]:
        for indexed in others:
            yield f"{indexed.iri}\0{line_of(indexed)}".encode()
        for each in pieces:
            for thing, line in each["things"].items():
                if thing not in departed:
                    yield f"{thing}\0{line}".encode()

    things = (line.partition(b"\0")[2] + b"\n" for line in sorted_lines(lines()))
    return {FILE_NAME: things, AGGREGATES: [counted.table()]}


def _known(statements: Iterable[Statement]) -> _Known:
    known = _Known()
    for each in statements:
        known.note(each)
    return known


def _is_ours(thing: str, base: str, known: _Known) -> bool:
    ours = thing.startswith((f"{base}id/", f"{VOCABULARY}scheme/"))
    return ours and "#" not in thing and thing not in known.departed


def _partly(known: _Known, thing: str) -> dict[str, Any]:
    """What is known of a thing that others may know more of; in the order in which it can be joined."""
    found = _indexed(known, thing)
    quoted = set(found.texts) - set(known.said(thing, _TEXTS))
    return {
        "names": found.names,
        "also": known.said(thing, _ALSO),
        "numbers": found.numbers,
        "said": known.said(thing, _TEXTS),
        "quoted": sorted(quoted),
        "facets": found.facets,
    }


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    facets, more = one["facets"], other["facets"]
    joined: dict[str, Any] = {
        name: sorted({*one[name], *other[name]}) for name in ("also", "numbers", "said", "quoted")
    }
    joined["facets"] = {
        name: sorted({*facets.get(name, ()), *more.get(name, ())}) for name in FACETS if name in facets or name in more
    }
    languages = sorted(one["names"].keys() | other["names"].keys())
    joined["names"] = {each: max(one["names"].get(each, ""), other["names"].get(each, "")) for each in languages}
    return joined


def _whole(thing: str, found: Mapping[str, Any]) -> Indexed:
    names = found["names"]
    return Indexed(
        iri=thing,
        names=names,
        also=[each for each in found["also"] if each not in names.values()],
        numbers=found["numbers"],
        texts=[*found["said"], *found["quoted"]],
        facets=found["facets"],
    )


def _indexed(known: _Known, thing: str) -> Indexed:
    names = dict(sorted(known.names.get(thing, {}).items()))
    spans = known.all_of(known.readings.get(thing, ()), OA.hasTarget)
    quoted = {text for each in known.all_of(spans, OA.hasSelector) for text in known.said(each, (str(OA.exact),))}
    return Indexed(
        iri=thing,
        names=names,
        also=[each for each in known.said(thing, _ALSO) if each not in names.values()],
        numbers=known.said(thing, _NUMBERS),
        texts=[*known.said(thing, _TEXTS), *sorted(quoted)],
        facets={name: values for name in FACETS if (values := _values(known, thing, name))},
        figure=_figure(known, thing),
    )


def _values(known: _Known, thing: str, facet: str) -> list[str]:
    """The values of one facet, as its pattern says."""
    documents = known.all_of([thing], PG.setOutIn)
    match facet:
        case "kind":
            return sorted(known.kinds[thing])
        case "agency":
            own = known.all_of([thing], PG.issuedBy, PG.undertakenBy, PG.madeBy)
            return sorted({*own, *known.all_of(documents, PG.issuedBy)})
        case "document":
            return known.all_of([thing], PG.setOutIn, PG.reportsOn)
        case "year":
            return sorted({date[:4] for each in (thing, *documents) for date in _dates(known, each)})
        case "status":
            return known.all_of(known.readings.get(thing, ()), PG.reviewStatus)
        case "article":
            spans = known.all_of(known.readings.get(thing, ()), OA.hasTarget)
            return known.all_of({each.partition("#")[0] for each in spans}, OW.instantiates)
        case _:  # sector, instrument and modality are properties of the same name
            return known.all_of([thing], PG[facet])


def _dates(known: _Known, thing: str) -> list[str]:
    periods = known.all_of([thing], SDIM.refPeriod)
    return [*known.said(thing, _DATES), *(day for each in periods for day in known.said(each, (str(PG.firstDay),)))]


def _figure(known: _Known, thing: str) -> Figure | None:
    if str(PG.Observation) not in known.kinds[thing]:
        return None
    periods = known.all_of([thing], SDIM.refPeriod)[:1]
    first, last = (
        [day for each in periods for day in known.said(each, (str(edge),))] for edge in (PG.firstDay, PG.lastDay)
    )
    values, indicators = known.said(thing, (str(SMEA.obsValue),)), known.all_of([thing], PG.indicator)
    if not (values and indicators and first and last):
        return None
    return Figure(
        indicator=indicators[0],
        first=first[0],
        last=last[0],
        value=values[0],
        unit=next(iter(known.all_of([thing], SATT.unitMeasure)), ""),
        reported=next(iter(known.said(thing, (str(PG.asReported),))), ""),
    )

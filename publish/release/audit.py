"""What a librarian looks at before trusting a release: lists made when it is built, as CSV, with counts of all.

    audit/summary.json         how long each list is, and how it divides
    audit/coverage.csv         sentences and characters of each text that statements rest on
    audit/announced.csv        measures that documents announce, and those that were found
    audit/single-source.csv    statements that rest on one span only
    audit/contradictions.csv   readings of one thing that do not agree, each with what was decided
    audit/machine-only.csv     statements that no person confirmed
    audit/translation-only.csv statements that rest on a translation or summary alone
    audit/rules.csv            what became of the readings of each rule
    audit/review.csv           how far each article was reviewed
    audit/findings.csv         what the rules of good data found, with the words each finding is about
    audit/changes.csv          the pages that are not what they were in the release before
    audit/samples.csv          error rates of samples that people judged

A list holds its first rows only where there are very many; the summary tells how many there are, and the endpoint has
all of them.
"""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from ontology.terms import PG
from publish.release.coverage import (
    ANNOUNCED,
    COVERAGE,
    SENTENCES,
    Touched,
    announced,
    coverage,
    outlines,
    rests_on,
    sentences,
    touched,
)
from publish.release.faults import FINDINGS, Grounds, findings, note_grounds
from publish.release.pieces import Parted
from publish.release.readings import AUTOMATIC, GOOD, NAMES, Evidence, Held, Readings, triple_of
from publish.release.sampling import SAMPLES, read_verdicts, samples
from publish.store.dataset import Dataset, Statement
from publish.store.sorting import sorted_lines
from publish.store.table import Row, table

SUMMARY, CHANGES = "audit/summary.json", "audit/changes.csv"
MOST = 10_000  # rows of one list
STATES = ("accepted", "amended", "auto-accepted", "proposed", "disputed", "rejected", "superseded")
_SINGLE_VALUED = frozenset(
    map(
        str,
        (
            PG.declaredMeasureCount,
            PG.declaredIssuerCount,
            PG.declaredAspectCount,
            "http://purl.org/dc/terms/issued",
            "http://data.europa.eu/eli/ontology#date_document",
            "http://purl.org/linked-data/sdmx/2009/measure#obsValue",
        ),
    )
)
HEADS: Mapping[str, tuple[str, ...]] = {
    "coverage": COVERAGE,
    "announced": ANNOUNCED,
    "single-source": ("subject", "predicate", "object", "evidence", "span"),
    "contradictions": ("subject", "predicate", "object", "status", "evidence", "span"),
    "machine-only": ("subject", "predicate", "object", "evidence", "kind", "rule", "confidence"),
    "translation-only": ("subject", "predicate", "object", "evidence", "origin", "original_held"),
    "rules": ("rule", *STATES, "acceptance_rate"),
    "review": ("article", *STATES, "judged_by_people"),
    "findings": FINDINGS,
    "samples": SAMPLES,
}


@dataclass(slots=True)
class _List:
    """A list that keeps its first rows, in the order of the triples, and counts all of them; by predicate too."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0
    by: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row, part: str = "") -> None:
        """One more row."""
        self.take(1, {part: 1} if part else {}, (row,))

    def take(self, total: int, by: Mapping[str, int], rows: Iterable[Row]) -> None:
        """More rows, and what was counted of them."""
        self.total += total
        self.by.update(by)
        self.rows.extend(rows)
        if len(self.rows) > 4 * MOST:
            self.rows = self.first()

    def first(self) -> list[Row]:
        """The rows that are kept; those of one triple stay in the order in which they came."""
        return sorted(self.rows, key=_place)[:MOST]


class _Ordered(_List):
    """A list whose rows stand in an order of their own."""

    def first(self) -> list[Row]:
        """The rows that are kept."""
        return self.rows


def _place(row: Row) -> tuple[str, ...]:
    return tuple(f"{cell}>" for cell in row[:2]) + row[2:3]


def audit_files(
    dataset: Dataset, report: bytes = b"", outline_files: Sequence[Path] = (), sheets: Sequence[Path] = ()
) -> dict[str, bytes]:
    """The files of the audit: of a dataset, the report of its validation as Turtle, outlines and judged worksheets.

    Raises `RecordError` for an outline or a worksheet that cannot be read.
    """
    return merged((), (), list(dataset.statements()), report, outline_files, sheets)


def piece(parts: Parted) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a unit contributes: to the lists, and the first words that its statements rest on, by thing and property.

    To the lists it gives the rows about its own things, and what its evidence says of others.
    """
    everything = sorted((*parts.own, *parts.shared), key=lambda each: each.line)
    readings, lists, grounds = Readings.of(everything), _lists(), Grounds()
    for some in _by_property(readings.triples([each for each in everything if parts.is_own(each.subject)])):
        _note(some, lists)
        for each in some:
            note_grounds(each, grounds)
    by_thing: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for (thing, predicate), place in grounds.items():
        by_thing[thing][predicate] = place
    known = readings.evidence
    others = [each for each in parts.own if not parts.is_own(each.subject) and (not each.graph or each.graph in known)]
    return {
        "lists": {name: [each.total, each.by, each.rows] for name, each in lists.items()},
        "others": [[*_cells(each), each.graph] for each in others],
        "evidence": {each.graph: known[each.graph].facts() for each in others if each.graph},
        **_facts(readings, [each for iri, each in known.items() if parts.is_own(iri)]),
    }, by_thing


def _facts(readings: Readings, evidence: Sequence[Evidence]) -> dict[str, Any]:
    """What is told of articles, texts, rules and announcements."""
    return {
        "announced": list(announced(readings)),
        "rules": _rules(evidence),
        "review": list(_review(readings, evidence)),
        "texts": [astuple(each) for each in touched(readings)],
    }


def merged(
    pieces: Iterable[Mapping[str, Any]],
    grounds: Iterable[Mapping[str, Mapping[str, Sequence[str]]]],
    shared: Sequence[Statement],
    report: bytes,
    outline_files: Sequence[Path] = (),
    sheets: Sequence[Path] = (),
) -> dict[str, bytes]:
    """The files of the audit, of what units contribute and what they share; else as `audit_files`."""
    found, outlined, readings = findings(report), outlines(outline_files), Readings.of(shared)
    lists, states, places = _lists(), defaultdict[str, Counter[str]](Counter), Grounds()
    rows: dict[str, list[Row]] = defaultdict(list)
    for each in chain(pieces, [_facts(readings, list(readings.evidence.values()))]):
        for name, (total, by, some) in each.get("lists", {}).items():
            lists[name].take(total, by, map(tuple, some))
        for rule, count in each["rules"].items():
            states[rule].update(count)
        rows["announced"] += map(tuple, each["announced"])
        rows["review"] += map(tuple, each["review"])
        texts = list(map(Touched.kept, each["texts"]))
        rows["coverage"] += [coverage(text, outlined) for text in texts]
        rows["sentences"] += [row for text in texts for row in sentences(text, outlined)]
    wanted = {each.focus for each in found}
    for values in _by_property(_of_others(pieces, shared, readings)):
        _note(values, lists)
        for held in values:
            if held.subject in wanted:
                note_grounds(held, places)
    for by_thing in grounds if wanted else ():
        for thing in wanted & by_thing.keys():
            places.update({(thing, name): (place[0], place[1]) for name, place in by_thing[thing].items()})
    lists |= {
        "findings": _listed(each.row(places) for each in found),
        "rules": _listed(_rates(states)),
        "samples": _listed(samples(read_verdicts(sheets))),
        **{name: _listed(sorted(rows[name])) for name in ("announced", "review", "coverage")},
    }
    return {**_written(lists), SENTENCES: table(rows["sentences"])}


def _written(lists: Mapping[str, _List]) -> dict[str, bytes]:
    first = {name: each.first() for name, each in lists.items()}
    summary = {
        name: {"total": each.total, "shown": len(first[name]), "by": dict(sorted(each.by.items()))}
        for name, each in sorted(lists.items())
    }
    files = {f"audit/{name}.csv": _csv(HEADS[name], first[name]) for name in HEADS}
    files[SUMMARY] = (json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    return files


def changes_file(rows: Sequence[Row]) -> bytes:
    """The list of changed pages: the first of them, behind a line that counts all."""
    return _csv(("page", "change"), [("", str(len(rows))), *rows[:MOST]])


def _lists() -> dict[str, _List]:
    return {name: _List() for name in ("single-source", "contradictions", "machine-only", "translation-only")}


def _by_property(triples: Iterable[Held]) -> Iterator[list[Held]]:
    return (list(some) for _, some in groupby(triples, key=lambda each: (each.subject, each.predicate)))


def _of_others(pieces: Iterable[Mapping[str, Any]], shared: Sequence[Statement], readings: Readings) -> Iterator[Held]:
    """The triples about what several units speak of, with all their evidence, in order."""

    def lines() -> Iterator[bytes]:
        for each in shared:
            known = readings.evidence.get(each.graph)
            if known or not each.graph:
                yield _line(_cells(each), known)
        for unit in pieces:
            evidence = {iri: Evidence.kept(iri, facts) for iri, facts in unit["evidence"].items()}
            for *cells, graph in unit["others"]:
                yield _line(cells, evidence.get(graph))

    split = (line.decode().split("\0") for line in sorted_lines(lines()))
    for (subject, predicate, value), some in groupby(split, key=lambda each: tuple(each[:3])):
        rests = [each[3] for each in some]
        evidence = tuple(Evidence.kept(each[0], each[1:]) for each in map(json.loads, filter(None, rests)))
        if evidence:
            yield Held(subject[1:-1], predicate[1:-1], value, accepted=not rests[0], evidence=evidence)


def _cells(each: Statement) -> list[str]:
    """Subject, predicate and object of a statement as N-Triples has them."""
    return triple_of(each).decode().split(" ", 2)


def _line(cells: Iterable[str], evidence: Evidence | None) -> bytes:
    """A triple with one evidence, or with none: where it is accepted."""
    rests = json.dumps([evidence.iri, *evidence.facts()], ensure_ascii=False) if evidence else ""
    return "\0".join([*cells, rests]).encode()


def _note(values: Sequence[Held], lists: Mapping[str, _List]) -> None:
    """Put the values of one property of one thing into the lists that they belong to."""
    for each in values:
        if each.accepted:
            _note_accepted(each, lists)
    for row in _contradiction(values[0].predicate, values):
        lists["contradictions"].add(row, values[0].predicate)


def _note_accepted(held: Held, found: Mapping[str, _List]) -> None:
    """Put an accepted statement into the lists that it belongs to."""
    good = [each for each in held.evidence if each.status in GOOD]
    if not good:
        return
    first, spans = good[0], {span for each in good for span in each.spans}
    if len(spans) == 1 and all(each.spans for each in good):
        found["single-source"].add((*held.cells, first.iri, rests_on(first)), held.predicate)
    if all(each.status == AUTOMATIC for each in good):
        found["machine-only"].add((*held.cells, first.iri, first.kind, first.rule, first.confidence), held.predicate)
    origins = {each.origin for each in good if each.spans}
    if all(each.spans for each in good) and origins and "" not in origins and "original" not in origins:
        original = "true" if first.original_held else "false"
        row = (*held.cells, first.iri, first.origin, original)
        found["translation-only"].add(row, held.predicate)


def _contradiction(predicate: str, values: Sequence[Held]) -> Iterator[Row]:
    """The readings of one property of one thing, where they do not agree: each value with its evidence.

    Where a property has one value, any second is a contradiction; of others, a value that was not accepted beside one
    that was. Names are none: a thing has several.
    """
    if predicate in NAMES or len(values) < 2:
        return
    is_one = predicate in _SINGLE_VALUED
    rivals = [each for each in values if not each.accepted]
    if not (is_one or (rivals and len(rivals) < len(values))):
        return
    for held in values:
        for each in held.evidence:
            if (each.status in GOOD) != held.accepted:
                continue  # a reading that was not needed: another says the same
            yield *held.cells, each.status, each.iri, rests_on(each)


def _rules(evidence: Iterable[Evidence]) -> dict[str, Counter[str]]:
    """What became of the readings of each rule. Axioms are no such rules."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for each in evidence:
        if "/id/rule/" in each.rule:
            states[each.rule][each.status] += 1
    return states


def _rates(states: Mapping[str, Counter[str]]) -> Iterator[Row]:
    """The rows of the rules; the rate is of those readings that people judged."""
    for rule, count in sorted(states.items()):
        good = count["accepted"] + count["amended"]
        judged = good + count["rejected"] + count["disputed"]
        yield rule, *(str(count[state]) for state in STATES), f"{good / judged:.3f}" if judged else ""


def _review(readings: Readings, evidence: Iterable[Evidence]) -> Iterator[Row]:
    """How many readings of each article are in each state, and how many of them a person or group judged."""
    by_article: dict[str, list[Evidence]] = defaultdict(list)
    for each in evidence:
        text = readings.texts.get(each.text)
        if text:
            by_article[text.article].append(each)
    for article, some in sorted(by_article.items()):
        count = Counter(each.status for each in some)
        judged = sum(1 for each in some if each.reviewed)
        yield article, *(str(count[state]) for state in STATES), str(judged)


def _listed(rows: Iterable[Row]) -> _List:
    some = list(rows)
    return _Ordered(some[:MOST], len(some))


def _csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return written.getvalue().encode()

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
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ontology.terms import PG
from publish.release.coverage import ANNOUNCED, COVERAGE, SENTENCES, announced, coverage, outlines, rests_on, sentences
from publish.release.faults import FINDINGS, Finding, Grounds, findings, note_grounds
from publish.release.readings import AUTOMATIC, GOOD, NAMES, Evidence, Held, Readings
from publish.release.sampling import SAMPLES, read_verdicts, samples
from publish.store.dataset import Dataset
from publish.store.table import Row

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
    """A list that keeps its first rows and counts all of them, by predicate where there is one."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0
    by: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row, part: str = "") -> None:
        """One more row."""
        self.total += 1
        if part:
            self.by[part] += 1
        if len(self.rows) < MOST:
            self.rows.append(row)


def audit_files(
    dataset: Dataset, report: bytes = b"", outline_files: Sequence[Path] = (), sheets: Sequence[Path] = ()
) -> dict[str, bytes]:
    """The files of the audit: of a dataset, the report of its validation as Turtle, outlines and judged worksheets.

    Raises `RecordError` for an outline or a worksheet that cannot be read.
    """
    readings = Readings.of(dataset)
    found = findings(report)
    outlined = outlines(outline_files)
    lists, grounds = _of_triples(readings, found)
    lists |= {
        "findings": _listed(each.row(grounds) for each in found),
        "coverage": _listed(coverage(readings, outlined)),
        "announced": _listed(announced(readings)),
        "rules": _listed(_rules(readings)),
        "review": _listed(_review(readings)),
        "samples": _listed(samples(read_verdicts(sheets))),
    }
    files = {f"audit/{name}.csv": _csv(HEADS[name], lists[name].rows) for name in HEADS}
    summary = {
        name: {"total": each.total, "shown": len(each.rows), "by": dict(sorted(each.by.items()))}
        for name, each in sorted(lists.items())
    }
    files[SUMMARY] = (json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    files[SENTENCES] = sentences(readings, outlined)
    return files


def changes_file(rows: Sequence[Row]) -> bytes:
    """The list of changed pages: the first of them, behind a line that counts all."""
    return _csv(("page", "change"), [("", str(len(rows))), *rows[:MOST]])


def _of_triples(readings: Readings, findings: Sequence[Finding]) -> tuple[dict[str, _List], Grounds]:
    """The lists of statements, and what the things found fault with rest on: made in one pass."""
    grounds: Grounds = {}
    wanted = {each.focus for each in findings}
    found = {name: _List() for name in ("single-source", "contradictions", "machine-only", "translation-only")}
    for (_, predicate), some in groupby(readings.triples(), key=lambda each: (each.subject, each.predicate)):
        values = list(some)
        for each in values:
            if each.subject in wanted:
                note_grounds(each, grounds)
            if each.accepted:
                _note_grounds(each, readings, found)
        for row in _contradiction(predicate, values):
            found["contradictions"].add(row, predicate)
    return found, grounds


def _note_grounds(held: Held, readings: Readings, found: Mapping[str, _List]) -> None:
    """Put an accepted statement into the lists that it belongs to."""
    good = [each for each in held.evidence if each.status in GOOD]
    if not good:
        return
    first, spans = good[0], {span for each in good for span in each.spans}
    if len(spans) == 1 and all(each.spans for each in good):
        found["single-source"].add((*held.cells, first.iri, rests_on(first)), held.predicate)
    if all(each.status == AUTOMATIC for each in good):
        found["machine-only"].add((*held.cells, first.iri, first.kind, first.rule, first.confidence), held.predicate)
    origins = {readings.origin(each) for each in good if each.spans}
    if all(each.spans for each in good) and origins and "" not in origins and "original" not in origins:
        article = readings.texts[first.text].article
        original = "true" if readings.original_is_held(article) else "false"
        row = (*held.cells, first.iri, readings.origin(first), original)
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


def _rules(readings: Readings) -> Iterator[Row]:
    """What became of the readings of each rule; the rate is of those that people judged. Axioms are no such rules."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for each in readings.evidence.values():
        if "/id/rule/" in each.rule:
            states[each.rule][each.status] += 1
    for rule, count in sorted(states.items()):
        good = count["accepted"] + count["amended"]
        judged = good + count["rejected"] + count["disputed"]
        yield rule, *(str(count[state]) for state in STATES), f"{good / judged:.3f}" if judged else ""


def _review(readings: Readings) -> Iterator[Row]:
    """How many readings of each article are in each state, and how many of them a person or group judged."""
    by_article: dict[str, list[Evidence]] = defaultdict(list)
    for each in readings.evidence.values():
        text = readings.texts.get(each.text)
        if text:
            by_article[text.article].append(each)
    for article, some in sorted(by_article.items()):
        count = Counter(each.status for each in some)
        judged = sum(1 for each in some if each.reviewed)
        yield article, *(str(count[state]) for state in STATES), str(judged)


def _listed(rows: Iterable[Row]) -> _List:
    found = _List()
    for row in rows:
        found.add(row)
    return found


def _csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return written.getvalue().encode()

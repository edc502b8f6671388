"""Kinds and granularity: every entry of the gold annotation is an entry of the record, of the same kind."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mappings import Record

EVALUATION = Path(__file__).parents[3] / "shared" / "evaluation" / "gold"
# Where the record departs from gold, and why.
SET_OUT_NOWHERE = {
    ("002", 1682): "What the ministry says it will do itself is not set out in the Opinions (MODEL 1.3)."
}
PERIOD_NOT_STATED = {
    ("001", 1300): "The year stands in another sentence; gold accepts no period as well (MODEL 1.2).",
    ("001", 1379): "The year stands in another sentence; gold accepts no period as well (MODEL 1.2).",
}
SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
UNITS = {"yuan": "CCY_CNY", "percent": "PERCENT", "percentage points": "percentage-point"}
KINDS = ("documents", "agencies", "measures", "recommendations", "targets", "observations")
ENOUGH = 0.5


class Gold(NamedTuple):
    """One entry of the gold annotation: where it stands, with its alternatives."""

    article: str
    kind: str
    spans: tuple[tuple[int, int], ...]
    says: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.article} {self.kind} {self.spans[0][0]}-{self.spans[0][1]}"


@pytest.fixture(scope="module")
def gold(corpus_records: Mapping[str, Record]) -> list[Gold]:
    """All entries of the gold annotation of the five articles."""
    if not EVALUATION.is_dir():
        pytest.skip(f"the gold annotation is not at {EVALUATION}")
    return [entry for number, record in corpus_records.items() for entry in _entries(number, record.name)]


def _entries(number: str, name: str) -> Iterator[Gold]:
    annotation = json.loads((EVALUATION / f"{name}.gold.json").read_text(encoding="utf-8"))
    for kind in KINDS:
        for entry in annotation[kind]:
            spans = tuple((each["start"], each["end"]) for each in (entry, *entry.get("alts", ())))
            yield Gold(number, kind, spans, entry)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two stretches, in code points."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def is_held(entry: Gold, kind: str, record: Record, keys: frozenset[str] | None = None) -> bool:
    """Whether an entry of the record, of a kind (and of some keys), has evidence where the gold entry stands."""
    held = [
        (reading.span.start, reading.span.end)
        for part in getattr(record, kind)
        if keys is None or part.key in keys
        for reading in part.evidence
    ]
    return any(overlap(span, other) >= ENOUGH for span in entry.spans for other in held)


@pytest.fixture(scope="module")
def exceptions(table: Callable[[str], list[dict[str, str]]]) -> dict[tuple[str, str, int, int], dict[str, str]]:
    """The gold entries that are held as something else, each with its reason."""
    rows = table("gold-exceptions.tsv")
    return {(row["article"], row["kind"], int(row["start"]), int(row["end"])): row for row in rows}


def test_every_gold_entry_is_held_as_its_kind_but_for_the_exceptions(
    gold: list[Gold], corpus_records: Mapping[str, Record], exceptions: dict[tuple[str, str, int, int], Any]
) -> None:
    missing = {
        (entry.article, entry.kind, *entry.spans[0])
        for entry in gold
        if not is_held(entry, entry.kind, corpus_records[entry.article])
    }
    assert missing - exceptions.keys() == set(), "gold entries that no entry of the record overlaps"
    assert exceptions.keys() - missing == set(), "exceptions that are not needed any more: delete their rows"


def held_as(entry: Gold, record: Record) -> Any:
    """The entry of the record that overlaps a gold entry most."""

    def best(part: Any) -> float:
        spans = [(reading.span.start, reading.span.end) for reading in part.evidence]
        return max(overlap(one, other) for one in entry.spans for other in spans)

    return max(getattr(record, entry.kind), key=best)


def test_every_recommendation_is_by_whom_gold_says(gold: list[Gold], corpus_records: Mapping[str, Record]) -> None:
    recommendations = [entry for entry in gold if entry.kind == "recommendations"]
    assert len(recommendations) > 60
    for entry in recommendations:
        assert held_as(entry, corpus_records[entry.article]).made_by == (_key(entry.says["by"]),), str(entry)


def test_every_measure_and_target_is_set_out_in_the_document_that_gold_says(
    gold: list[Gold], corpus_records: Mapping[str, Record], exceptions: dict[tuple[str, str, int, int], Any]
) -> None:
    departing = set()
    for entry in gold:
        if entry.kind not in ("measures", "targets") or (entry.article, entry.kind, *entry.spans[0]) in exceptions:
            continue
        record = corpus_records[entry.article]
        key = held_as(entry, record).set_out_in
        titles = {title for document in record.documents if document.key == key for title in _titles(document)}
        if entry.says["document"] not in titles:
            departing.add((entry.article, entry.spans[0][0]))
    assert departing == SET_OUT_NOWHERE.keys()


def test_every_document_is_issued_by_whom_gold_says(gold: list[Gold], corpus_records: Mapping[str, Record]) -> None:
    names = {
        "cyberspace-administration-of-china": "cac",
        "商务部": "mofcom",
        "中共中央": "cpc-cc",
        "国务院": "state-council",
    }
    names |= {"national-development-and-reform-commission": "ndrc", "ministry-of-commerce": "mofcom"}
    names |= {"ministry-of-industry-and-information-technology": "miit", "ministry-of-education": "moe"}
    names |= {"china-academy-of-information-and-communications-technology": "caict"}
    for entry in gold:
        if entry.kind == "documents":
            document = held_as(entry, corpus_records[entry.article])
            bodies = {*document.issued_by, *((document.publisher,) if document.publisher else ())}
            assert bodies == {names[_key(name)] for name in entry.says["issuers"]}, str(entry)
            assert document.issued == entry.says["date"], str(entry)
            assert document.kind == entry.says["kind"], str(entry)


def test_every_figure_has_the_value_unit_and_period_that_gold_says(
    gold: list[Gold], corpus_records: Mapping[str, Record]
) -> None:
    departing = set()
    for entry in gold:
        if entry.kind != "observations":
            continue
        figure = held_as(entry, corpus_records[entry.article])
        assert figure.value == _magnitude(entry.says["value"]), str(entry)
        assert figure.unit == UNITS.get(entry.says["unit"], "NUM"), str(entry)
        assert (figure.qualifier == "more-than") == any(word in entry.says["value"] for word in ("more", "over")), entry
        year = re.search(r"[0-9]{4}", entry.says["period"] or "")
        if figure.period[:4] != (year[0] if year else "not-"):
            departing.add((entry.article, entry.spans[0][0]))
    assert departing == PERIOD_NOT_STATED.keys()


def _key(name: str) -> str:
    return name.casefold().replace(" ", "-")


def _titles(document: Any) -> set[str]:
    return {reading.title for reading in document.evidence if reading.title}


def _magnitude(value: str) -> Decimal:
    """The number of a figure in base units."""
    number = re.search(r"[0-9.]+", value)
    assert number is not None, value
    scale = next((factor for word, factor in SCALES.items() if word in value), 1)
    return Decimal(number[0]) * scale


def test_an_exception_is_held_as_the_group_that_its_row_names(
    gold: list[Gold], corpus_records: Mapping[str, Record], exceptions: dict[tuple[str, str, int, int], dict[str, str]]
) -> None:
    entry_at = {(entry.article, entry.kind, *entry.spans[0]): entry for entry in gold}
    for place, row in exceptions.items():
        assert row["reason"], f"{place} has no reason"
        assert is_held(entry_at[place], "groups", corpus_records[row["article"]], frozenset({row["entry"]})), place


def test_the_gold_annotation_is_not_empty(gold: list[Gold]) -> None:
    assert {entry.article for entry in gold} == {"000", "001", "002", "003", "004"}
    assert {entry.kind for entry in gold} == {*KINDS}


@pytest.mark.corpus
def test_nothing_is_invented_every_entry_stands_in_gold_its_optional_list_or_the_inventory(
    archive: Path, corpus_records: Mapping[str, Record], gold: list[Gold]
) -> None:
    known = _optional(corpus_records) + _inventory(archive)
    strangers = [
        f"{number} {kind} {part.key}"
        for number, record in corpus_records.items()
        for kind in KINDS
        for part in getattr(record, kind)
        if not any(
            is_held(entry, kind, record, frozenset({part.key}))
            for entry in (*gold, *known)
            if entry.article == number and entry.kind in (kind, "any")
        )
    ]
    assert strangers == []


def _optional(records: Mapping[str, Record]) -> list[Gold]:
    """What may be reported or left out, for the kinds that the annotation names."""
    return [
        Gold(number, kind, ((entry["start"], entry["end"]),), entry)
        for number, record in records.items()
        for entry in json.loads((EVALUATION / f"{record.name}.gold.json").read_text(encoding="utf-8"))["optional"]
        for kind in entry.get("optional_for", KINDS)
    ]


def _inventory(archive: Path) -> list[Gold]:
    with (archive / "inventory.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Gold(row["seed"], "any", ((int(row["start"]), int(row["end"])),), row) for row in rows]

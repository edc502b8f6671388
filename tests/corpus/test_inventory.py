"""Completeness: the words of every fact of the inventory are evidence of something, but for a table of reasons."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mappings import Record

Place: TypeAlias = tuple[str, int, int]

INVENTORY = "inventory.tsv"
ENOUGH = 0.5


@pytest.fixture(scope="module")
def inventory(archive: Path) -> list[Place]:
    """Where each fact of the inventory stands."""
    with (archive / INVENTORY).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [(row["seed"], int(row["start"]), int(row["end"])) for row in rows]


@pytest.fixture(scope="module")
def exceptions(table: Callable[[str], list[dict[str, str]]]) -> dict[Place, str]:
    """The rows that state no fact of ours, each with its reason."""
    rows = table("inventory-exceptions.tsv")
    return {(row["article"], int(row["start"]), int(row["end"])): row["reason"] for row in rows}


def covered(place: Place, record: Record) -> float:
    """The part of a stretch that evidence of the record rests on."""
    _, start, end = place
    points = {
        point
        for _, entry in record.entries()
        for reading in entry.evidence
        for point in range(max(start, reading.span.start), min(end, reading.span.end))
    }
    return len(points) / (end - start)


@pytest.mark.corpus
def test_every_fact_of_the_inventory_is_evidence_of_something_but_for_the_exceptions(
    inventory: list[Place], corpus_records: Mapping[str, Record], exceptions: dict[Place, str]
) -> None:
    missing = {place for place in inventory if covered(place, corpus_records[place[0]]) < ENOUGH}
    assert missing - exceptions.keys() == set(), "facts that no evidence rests on"
    assert exceptions.keys() - missing == set(), "exceptions that are not needed any more: delete their rows"


@pytest.mark.corpus
def test_the_inventory_speaks_of_all_five_articles(
    inventory: list[Place], corpus_records: Mapping[str, Record]
) -> None:
    assert {place[0] for place in inventory} == {*corpus_records}


def test_every_exception_has_a_reason(exceptions: dict[Place, str]) -> None:
    assert [place for place, reason in exceptions.items() if len(reason.split()) < 2] == []

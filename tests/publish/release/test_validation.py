"""Validation unit by unit: several processes find what one finds, and what is kept is not sought again."""

from pathlib import Path

import pytest

from mappings import vocabulary_quads
from ontology.errors import ValidationError
from ontology.terms import PG, RDF
from publish.release import validation
from publish.release.validation import Validator
from publish.store.dataset import Dataset
from shapes.validation import Report

BASE = "http://localhost:8000/"
TYPE, MEASURE = str(RDF.type).encode(), str(PG.Measure).encode()


@pytest.fixture(scope="module")
def vocabulary() -> Dataset:
    return Dataset.of(vocabulary_quads())


def units(number: int) -> list[Dataset]:
    return [
        Dataset.of_lines([b"<%bid/measure/m%d> <%b> <%b> ." % (BASE.encode(), each, TYPE, MEASURE)])
        for each in range(number)
    ]


def found(folder: Path, vocabulary: Dataset, number: int) -> tuple[list[Report], list[int]]:
    validator, done = Validator(folder, vocabulary), list[int]()
    return list(validator.units(units(number), done.append)), validator.looked_at


def test_several_processes_find_what_one_finds(
    tmp_path: Path, vocabulary: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = found(tmp_path / "one", vocabulary, 5)
    monkeypatch.setattr(validation, "MANY", 2)
    monkeypatch.setattr(validation, "CORES", 2)
    several, looked_at = found(tmp_path / "several", vocabulary, 5)
    assert several == one
    assert looked_at == [1, 2, 3, 4, 5]
    assert all(not report.conforms for report in one)


def test_processes_are_renewed(tmp_path: Path, vocabulary: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("MANY", 1), ("CORES", 2), ("RENEWED_AFTER", 3)):
        monkeypatch.setattr(validation, name, number)
    reports, _ = found(tmp_path, vocabulary, 14)
    assert [report.conforms for report in reports] == [False] * 14


def test_what_is_kept_is_not_sought_again(tmp_path: Path, vocabulary: Dataset) -> None:
    first, _ = found(tmp_path, vocabulary, 3)
    again, looked_at = found(tmp_path, vocabulary, 4)
    assert looked_at == [4]
    assert again[:3] == first


def test_process_that_is_ended_stops_the_build(
    tmp_path: Path, vocabulary: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "MANY", 1)
    monkeypatch.setattr(validation, "CORES", 2)
    monkeypatch.setattr(validation, "_report", _end)
    with pytest.raises(ValidationError, match="was ended"):
        found(tmp_path, vocabulary, 2)


def _end(vocabulary: Dataset, unit: Dataset) -> Report:
    import os

    os._exit(1)

"""One small record of our own, and how to change a line of it."""

from pathlib import Path

import pytest

from mappings import Archive, Names, lift, read_decisions, read_record
from ontology.ledger import Ledger

CASES = Path(__file__).parents[1] / "cases"
RECORD = CASES / "records" / "reading-rooms.yaml"
BASE = "https://example.org/policy/"


@pytest.fixture
def archive():
    return Archive(CASES / "texts")


@pytest.fixture
def names():
    return Names(BASE, Ledger(), "2026-11-25")


@pytest.fixture
def record():
    return read_record(RECORD)


@pytest.fixture
def lifted(record, names):
    return lift(record, names)


@pytest.fixture
def undecided(record, tmp_path):
    """Decisions of a record on which nobody has decided."""
    return read_decisions(tmp_path / "none.yaml", record)


@pytest.fixture
def changed(tmp_path):
    """Writes the record with one text replaced, and gives its path."""

    def change(old: str, new: str) -> Path:
        written = RECORD.read_text(encoding="utf-8")
        assert written.count(old) >= 1, f"the record has no {old!r}"
        path = tmp_path / RECORD.name
        path.write_text(written.replace(old, new, 1), encoding="utf-8")
        return path

    return change

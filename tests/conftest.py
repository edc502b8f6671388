"""What tests of every room may ask for: the five articles as records and as a dataset, and their texts where held."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from mappings import (
    Decisions,
    Lifted,
    Names,
    Record,
    accept,
    authority_quads,
    lift,
    read_decisions,
    read_record,
    tombstones,
    units,
    vocabulary_quads,
)
from ontology.ledger import Ledger
from ontology.terms import DEFAULT_BASE

REPOSITORY = Path(__file__).parents[1]
WORKSPACE = REPOSITORY / "mappings" / "corpus"
ARCHIVE_SETTING = "POLICYGRAPH_CORPUS"
READ_ON = "2026-11-25"


@pytest.fixture(scope="session")
def archive() -> Path:
    """The folder with the five texts; the test is skipped where they are not at hand."""
    folder = Path(os.environ.get(ARCHIVE_SETTING) or REPOSITORY.parent / "shared" / "corpus")
    if not any(folder.glob("*.txt")):
        pytest.skip(f"the corpus texts are not at {folder} (set {ARCHIVE_SETTING} to their folder)")
    return folder


@pytest.fixture(scope="session")
def corpus_records() -> Mapping[str, Record]:
    """The five shipped records by the number of their article, `000` to `004`."""
    records = [read_record(path) for path in sorted((WORKSPACE / "records").glob("*.yaml"))]
    return {record.name[:3]: record for record in records}


@pytest.fixture(scope="session")
def corpus_names() -> Names:
    """The names of the shipped things under the default base. What is minted here is not written anywhere."""
    return Names(DEFAULT_BASE, Ledger.read(WORKSPACE / "ledger.jsonl"), READ_ON)


@pytest.fixture(scope="session")
def corpus_lifted(corpus_records: Mapping[str, Record], corpus_names: Names) -> Mapping[str, Lifted]:
    """The five articles lifted, by number."""
    return {number: lift(record, corpus_names) for number, record in corpus_records.items()}


@pytest.fixture(scope="session")
def corpus_decisions(corpus_records: Mapping[str, Record]) -> Mapping[str, Decisions]:
    """The shipped decisions by the name of their record."""
    folder = WORKSPACE / "decisions"
    return {record.name: read_decisions(folder / f"{record.name}.yaml", record) for record in corpus_records.values()}


@pytest.fixture(scope="session")
def corpus_quads(
    corpus_lifted: Mapping[str, Lifted], corpus_decisions: Mapping[str, Decisions], corpus_names: Names
) -> tuple[Quad, ...]:
    """The dataset of the five articles as quads: what they say, the authorities they name, and the vocabulary."""
    quads = [
        quad for unit in units(list(corpus_lifted.values())) for quad in accept(unit, corpus_decisions, DEFAULT_BASE)
    ]
    quads += authority_quads(quads, corpus_names)
    quads += vocabulary_quads()
    quads += tombstones(corpus_names.ledger, DEFAULT_BASE)
    return tuple(dict.fromkeys(quads))


@pytest.fixture(scope="session")
def corpus_dataset(corpus_quads: tuple[Quad, ...]) -> Store:
    """The dataset of the five articles in a store. Look, but do not change it: every test shares it."""
    store = Store()
    store.bulk_extend(corpus_quads)
    return store

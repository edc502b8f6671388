"""How the tests of the corpus ask: SPARQL with our prefixes, things by their key, texts by their article's number."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import QuerySolutions, Store

from mappings import Archive, Names, Record
from ontology.terms import DEFAULT_BASE, PREFIXES, VOCABULARY

Row: TypeAlias = dict[str, str]
Ask: TypeAlias = Callable[[str], list[Row]]
Thing: TypeAlias = Callable[[str, str, str], str]
Table: TypeAlias = Callable[[str], list[Row]]

PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
PROLOGUE += f"PREFIX c: <{VOCABULARY}scheme/>\nBASE <{DEFAULT_BASE}>\n"


@pytest.fixture(scope="session")
def ask(corpus_dataset: Store) -> Ask:
    """Runs a SELECT over the dataset; each row as values by name, unbound ones left out. `c:` are our schemes."""

    def run(query: str) -> list[Row]:
        solutions = corpus_dataset.query(PROLOGUE + query)
        assert isinstance(solutions, QuerySolutions), "only SELECT gives rows"
        names = [variable.value for variable in solutions.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]

    return run


@pytest.fixture(scope="session")
def thing(corpus_records: Mapping[str, Record], corpus_names: Names) -> Thing:
    """The IRI, in angle brackets, of what a key names: `thing("002", "measures", "m1")`; agents by `agents`."""

    def iri(article: str, section: str, key: str) -> str:
        names = corpus_names.of_record(corpus_records[article])
        if section == "article":
            return f"<{names.article}>"
        return f"<{names.agent(key) if section == 'agents' else names.local(section, key)}>"

    return iri


@pytest.fixture(scope="session")
def span(corpus_records: Mapping[str, Record], corpus_names: Names) -> Callable[[str, str], str]:
    """The IRI, in angle brackets, of a stretch of an article: `span("002", "80-111")`."""

    def iri(article: str, written: str) -> str:
        start, _, end = written.partition("-")
        return f"<{corpus_names.of_record(corpus_records[article]).text}#char={start},{end}>"

    return iri


@pytest.fixture(scope="session")
def texts(archive: Path, corpus_records: Mapping[str, Record]) -> Mapping[str, str]:
    """The five texts by the number of their article, each checked against the digest in its record."""
    return {number: Archive(archive).text(record.source) for number, record in corpus_records.items()}


@pytest.fixture(scope="session")
def table() -> Table:
    """The rows of a table that stands beside these tests, or of one by its whole path."""

    def read(name: str) -> list[Row]:
        with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t"))

    return read

"""What the tests of the shapes share: the dataset without a fault, its text, and the prefixes of the cases."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from ontology.terms import DEFAULT_BASE, LANGUAGE, PG, PREFIXES, VOCABULARY

CASES = Path(__file__).parents[1] / "cases" / "shapes"


@pytest.fixture(scope="session")
def conforming() -> tuple[Quad, ...]:
    """The dataset in which nothing is wrong."""
    return tuple(parse(path=CASES / "conforming.trig", format=RdfFormat.TRIG))


@pytest.fixture(scope="session")
def conforming_texts(conforming: tuple[Quad, ...]) -> Mapping[str, str]:
    """Its one text, by IRI."""
    (text,) = {quad.subject.value for quad in conforming if quad.object.value == str(PG.SourceText)}
    return {text: (CASES / "conforming.txt").read_bytes().decode("utf-8")}


@pytest.fixture
def store(conforming: tuple[Quad, ...]) -> Store:
    """A copy of the dataset, for a test to break."""
    store = Store()
    store.bulk_extend(conforming)
    return store


@pytest.fixture(scope="session")
def change() -> Callable[[Store, str], None]:
    """Runs a SPARQL update with our prefixes; `scheme:` are our concepts, relative IRIs are of the default base."""
    prefixes = {**PREFIXES, "scheme": f"{VOCABULARY}scheme/", "language": str(LANGUAGE)}

    def update(store: Store, text: str) -> None:
        store.update(text, base_iri=DEFAULT_BASE, prefixes=prefixes)

    return update

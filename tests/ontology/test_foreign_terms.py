"""No term of another vocabulary is used unless `ontology/foreign.tsv` lists it with the file that declares it."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Literal

import ontology.terms as words
from ontology.loading import ROOM
from ontology.terms import DEFAULT_BASE, PREFIXES, SHAPE, VOCABULARY

REPOSITORY = ROOM.parent
SHARED = REPOSITORY.parent / "shared" / "vocabularies"
TURTLE = sorted([*ROOM.rglob("*.ttl"), *(REPOSITORY / "shapes").rglob("*.ttl")])
PYTHON = sorted(
    path for room in ("ontology", "mappings", "shapes", "publish") for path in (REPOSITORY / room).rglob("*.py")
)
OURS = (VOCABULARY, DEFAULT_BASE, str(SHAPE))
NAMESPACES = {name: value for name in words.__all__ if hasattr(value := getattr(words, name), "__getattr__")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


FOREIGN = {row["iri"]: row for row in rows(ROOM / "foreign.tsv")}


def terms_in_turtle(path: Path) -> Iterator[str]:
    """IRIs of others in a Turtle file; a datatype is a term, an IRI without a declaration of its own is not exempt."""
    for triple in Graph().parse(path, publicID=DEFAULT_BASE):
        for node in triple:
            iri = node.datatype if isinstance(node, Literal) else node
            if isinstance(iri, URIRef) and not str(iri).startswith(OURS):
                yield str(iri)


def terms_in_python(path: Path) -> Iterator[str]:
    """Terms such as `DCTERMS.title` or `LANGUAGE.ZHO` that a Python file names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            term = node.value.id in NAMESPACES and getattr(NAMESPACES[node.value.id], node.attr, None)
            if isinstance(term, URIRef) and not str(term).startswith(OURS):
                yield str(term)


def closed_list_terms() -> Iterator[str]:
    for namespace in NAMESPACES.values():
        for term in vars(namespace).get("__annotations__", {}):
            iri = f"{namespace._NS}{term}"
            if namespace.__module__ == words.__name__ and not term.startswith("_") and not iri.startswith(OURS):
                yield iri


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_turtle_uses_listed_terms_only(path: Path) -> None:
    assert sorted(set(terms_in_turtle(path)) - set(FOREIGN)) == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_python_uses_listed_terms_only(path: Path) -> None:
    assert sorted(set(terms_in_python(path)) - set(FOREIGN)) == []


def test_closed_lists_hold_listed_terms_only() -> None:
    found = set(closed_list_terms())
    assert "http://www.w3.org/ns/oa#hasTarget" in found
    assert sorted(found - set(FOREIGN)) == []


def test_scan_sees_a_term_that_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <http://www.w3.org/ns/dcat#isVersionOf> 1.0 .", encoding="utf-8")
    (tmp_path / "bad.py").write_text("print(DCTERMS.provenance, words.title, LANGUAGE.DEU)", encoding="utf-8")
    assert "http://www.w3.org/ns/dcat#isVersionOf" in set(terms_in_turtle(tmp_path / "bad.ttl"))
    assert set(terms_in_python(tmp_path / "bad.py")) == {
        "http://purl.org/dc/terms/provenance",
        "http://publications.europa.eu/resource/authority/language/DEU",
    }


def test_every_row_has_its_source_and_stands_once() -> None:
    listed = rows(ROOM / "foreign.tsv")
    assert len(listed) == len(FOREIGN)
    assert [row["iri"] for row in listed] == sorted(FOREIGN)
    assert [iri for iri, row in FOREIGN.items() if not row["source"]] == []


def test_every_row_is_a_known_term_or_says_why_it_exists() -> None:
    if not (SHARED / "terms.tsv").exists():
        pytest.skip(f"the table of known terms is not at hand: {SHARED / 'terms.tsv'}")
    known = {row["iri"] for row in rows(SHARED / "terms.tsv")}
    assert [iri for iri, row in FOREIGN.items() if iri not in known and not row["why it exists"]] == []
    assert [iri for iri, row in FOREIGN.items() if iri in known and row["why it exists"]] == []


def test_no_row_is_a_term_known_to_be_absent() -> None:
    if not (SHARED / "absent.tsv").exists():
        pytest.skip(f"the table of absent terms is not at hand: {SHARED / 'absent.tsv'}")
    absent = {row["iri"] for row in rows(SHARED / "absent.tsv") if row["status"] == "absent"}
    assert absent
    assert absent.isdisjoint(FOREIGN)


def test_every_prefix_is_that_of_a_listed_term() -> None:
    unused = [prefix for prefix, namespace in PREFIXES.items() if not any(iri.startswith(namespace) for iri in FOREIGN)]
    assert unused == ["pg"]
    assert {str(OWL._NS), str(RDF._NS), str(RDFS._NS)} < set(PREFIXES.values())

"""Statements as bytes: the same for the same statements, whatever their order."""

import random

import pyoxigraph as ox
import pytest
from rdflib import RDF, XSD, BNode, Literal, URIRef

from ontology.errors import StoreError
from publish.store.interface import Quad
from publish.store.terms import to_oxigraph, to_rdflib
from publish.store.writing import RDF_FORMATS, parse, serialize

A, B, P, G = (URIRef(f"http://example.org/{name}") for name in "abpg")
QUADS: list[Quad] = [
    (B, P, A, None),
    (A, P, Literal("x"), None),
    (A, P, Literal("政策", lang="zh"), None),
    (A, P, Literal("1.50", datatype=XSD.decimal), None),
    (A, RDF.type, B, None),
    (A, P, B, G),
]
TERMS = [
    A,
    BNode("b"),
    Literal("x"),
    Literal("x", lang="zh-Hans"),
    Literal("038", datatype=XSD.integer, normalize=False),
]


@pytest.mark.parametrize("media_type", RDF_FORMATS)
def test_order_of_the_statements_does_not_matter(media_type: str) -> None:
    shuffled = random.Random(1).sample(QUADS, len(QUADS))
    assert serialize(shuffled + QUADS, media_type, {}) == serialize(QUADS, media_type, {})


@pytest.mark.parametrize("media_type", RDF_FORMATS)
def test_nothing_is_lost_but_graphs_where_there_are_none(media_type: str) -> None:
    written = serialize(QUADS, media_type, {"ex": "http://example.org/"})
    read = set(parse(written, media_type))
    with_graphs = RDF_FORMATS[media_type].supports_datasets
    assert read == {quad for quad in QUADS if with_graphs or quad[3] is None}


def test_subject_of_interest_comes_first_and_its_types_before_all() -> None:
    turtle = serialize(QUADS, "text/turtle", {"ex": "http://example.org/", "un": "http://unused/"}, str(B)).decode()
    lines = [line for line in turtle.splitlines() if line]
    assert lines[0].startswith("@prefix ex:")
    assert "un:" not in turtle
    assert lines.index(next(line for line in lines if line.startswith("ex:b"))) < turtle.index("ex:a a ex:b")


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_terms_survive_the_other_library(term: URIRef | BNode | Literal) -> None:
    assert to_rdflib(to_oxigraph(term)) == term
    assert str(to_rdflib(to_oxigraph(term))) == str(term)


def test_terms_that_are_none_are_refused() -> None:
    with pytest.raises(StoreError):
        to_oxigraph(URIRef("not an IRI"))
    with pytest.raises(StoreError):
        to_rdflib(ox.Triple(ox.NamedNode(str(A)), ox.NamedNode(str(P)), ox.NamedNode(str(B))))


def test_blank_nodes_are_named_by_their_content() -> None:
    one, other = (f'<{A}> <{P}> [ <{P}> "{first}" ] , [ <{P}> "{second}" ] .' for first, second in ("xy", "yx"))
    assert set(parse(one.encode(), "text/turtle")) == set(parse(other.encode(), "text/turtle"))


def test_file_that_is_no_rdf_is_refused() -> None:
    with pytest.raises(StoreError, match="not text/turtle"):
        parse(b"nonsense", "text/turtle")

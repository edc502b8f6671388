"""The rules themselves: whole, named, free of the base, and refused when they cannot be used."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import RDF, BNode, Graph, URIRef

from ontology.errors import ValidationError
from ontology.terms import DEFAULT_BASE, PG, SH, SHAPE, VOCABULARY
from shapes import engine
from shapes.catalogue import HERE, catalogue, read_catalogue, shapes_graph
from shapes.questions import ask, functions_for

FILES = sorted([*HERE.rglob("*.ttl"), *HERE.rglob("*.rq")])
MESSAGE = 'sh:severity sh:Violation ; dcterms:identifier "S99" ; sh:message "Mend it."@en , "请修正。"@zh'
PREFIXES = f"""@prefix sh: <{SH}> . @prefix shape: <{SHAPE}> . @prefix pg: <{PG._NS}> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdf: <{RDF}> .
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_says_what_it_is_for_and_knows_no_base(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert DEFAULT_BASE not in text
    assert "//localhost" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_uses_terms_of_ours_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = set(re.findall(r"\bpg:(\w+)", text, re.ASCII)) - set(PG.__annotations__)
    assert unknown == set()


def test_every_shape_has_an_iri() -> None:
    graph = shapes_graph()
    shapes = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(RDF.type, SH.NodeShape)}
    assert {shape for shape in shapes if isinstance(shape, BNode)} == set()
    assert {part for part in graph.objects(None, SH.property) if part not in shapes} == set()


def test_every_property_shape_of_a_class_tells_a_person_what_to_do() -> None:
    graph = shapes_graph()
    aiming = {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetSubjectsOf)}
    parts = {part for shape in aiming for part in graph.objects(shape, SH.property)}
    assert {str(part) for part in parts} <= set(catalogue().constraints)


def test_published_shapes_describe_every_rule() -> None:
    graph = shapes_graph()
    assert {rule for rule in catalogue().constraints if (URIRef(rule), SH.message, None) not in graph} == set()


def test_messages_end_as_sentences_do() -> None:
    rules = catalogue().constraints.values()
    assert [rule.iri for rule in rules if not rule.message_en.endswith(".") or not rule.message_zh.endswith("。")] == []


def folder_with(tmp_path: Path, shape: str) -> Path:
    (tmp_path / "bad.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    return tmp_path


@pytest.mark.accept("U16")
@pytest.mark.parametrize(
    ("shape", "complaint"),
    [
        ("shape:A a sh:NodeShape ; sh:pattern", "not Turtle"),
        (f'shape:A a sh:PropertyShape ; sh:path pg:genre ; sh:pattern "(" ; {MESSAGE} .', "does not compile"),
        ("shape:A a sh:NodeShape ; sh:node shape:B . shape:B a sh:NodeShape ; sh:node shape:A .", "asks for itself"),
        ("shape:A a sh:NodeShape ; sh:or ( shape:B shape:A ) .", "asks for itself"),
        ('shape:A sh:sparql [ sh:select "SELECT $this { SERVICE <x:y> { $this a ?c } }" ] .', "may not use SERVICE"),
        ("shape:A a sh:NodeShape ; sh:js shape:B .", "is not used here"),
        ('shape:A a sh:PropertyShape ; sh:path pg:genre ; sh:message "Mend it."@en .', "is missing"),
    ],
)
def test_shape_that_cannot_be_used_is_refused(tmp_path: Path, shape: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        read_catalogue(folder_with(tmp_path, shape))


def test_two_rules_with_one_iri_are_refused(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    for name in ("one.rq", "two.rq"):
        shutil.copy(HERE / "queries" / "placeholders.rq", tmp_path / "queries" / name)
    with pytest.raises(ValidationError, match="two rules have this IRI"):
        read_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT ?focus {", "not a query"),
        ("SELECT ?focus { BIND(<x:unknown>(1) AS ?focus) }", "not a query"),
        ("ASK { ?s ?p ?o }", "not a SELECT query"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", "has no ?focus"),
    ],
)
def test_question_that_cannot_be_asked_is_refused(tmp_path: Path, store: Store, query: str, complaint: str) -> None:
    head = (HERE / "queries" / "placeholders.rq").read_text(encoding="utf-8").partition("SELECT")[0]
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "bad.rq").write_text(head + query, encoding="utf-8")
    (question,) = read_catalogue(tmp_path).questions
    with pytest.raises(ValidationError) as error:
        list(ask(question, store, functions_for(store, {})))
    assert complaint in error.value.what


def test_flattened_shapes_find_what_the_shapes_find(
    store: Store, change: Callable[[Store, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("policy-document-without-title", "target-with-two-deadlines", "tombstone-without-reason"):
        change(store, (Path(__file__).parents[1] / "cases" / "shapes" / f"{name}.ru").read_text(encoding="utf-8"))
    rules = catalogue()
    fast = set(engine.run(engine.default_graph_alone(store), rules.default, rules.constraints))
    assert len(fast) == 3

    def as_written(shapes: Graph) -> Graph:
        return shapes

    monkeypatch.setattr(engine, "flattened", as_written)
    assert set(engine.run(engine.default_graph_alone(store), rules.default, rules.constraints)) == fast


def test_vocabulary_is_the_home_of_every_rule() -> None:
    assert {rule for rule in catalogue().constraints if not rule.startswith(f"{VOCABULARY}shape/")} == set()

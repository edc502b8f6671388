"""The rules themselves: whole, named, free of the base, and refused when they cannot be used."""

import doctest
import re
import shutil
from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from string import Formatter
from time import monotonic

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib import RDF, BNode, Graph, URIRef

from ontology.errors import ValidationError
from ontology.terms import DEFAULT_BASE, PG, SH, SHAPE, VOCABULARY
from shapes import engine
from shapes.catalogue import HERE, catalogue, read_catalogue, shapes_graph
from shapes.questions import ask, functions_for
from shapes.validation import Finding, Report, validate

CASES = Path(__file__).parents[1] / "cases" / "shapes"
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


def test_messages_ask_only_for_what_their_question_selects(store: Store) -> None:
    functions = functions_for(store, {})
    for question in catalogue().questions:
        rows = store.query(question.query, custom_functions=functions)
        assert isinstance(rows, QuerySolutions)
        selected = {variable.value for variable in rows.variables}
        assert slots(question.constraint.message_en) == slots(question.constraint.message_zh), question.file
        assert slots(question.constraint.message_en) <= selected, question.file


def slots(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


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
        ("shape:A a sh:NodeShape ; sh:not shape:B . shape:B sh:property shape:C . shape:C sh:node shape:A .", "itself"),
        ('shape:A sh:sparql [ sh:select "SELECT $this { SERVICE <x:y> { $this a ?c } }" ] .', "may not use SERVICE"),
        ('shape:A sh:sparql [ sh:select "SELECT $this { $this a ?c MINUS { ?c a ?d } }" ] .', "may not use MINUS"),
        ('shape:A sh:sparql [ sh:select "SELECT $this { VALUES ?c { 1 } $this a ?c }" ] .', "may not use VALUES"),
        ('shape:A sh:sparql [ sh:select "SELECT $this {" ] .', "is not SPARQL"),
        ('shape:A sh:sparql [ sh:select "SELECT $this { $this a pg:Measure }" ] .', "is not SPARQL"),  # undeclared pg:
        ("shape:A a sh:NodeShape ; sh:js shape:B .", "is not used here"),
        ("shape:A a sh:NodeShape ; sh:rule shape:B .", "is not used here"),
        ("shape:A a sh:NodeShape ; sh:target shape:B .", "is not used here"),
        ('shape:A a sh:PropertyShape ; sh:path pg:genre ; sh:message "Mend it."@en .', "is missing"),
        (f"shape:A a sh:PropertyShape ; sh:path pg:genre ; {MESSAGE.replace('Violation', 'Fatal')} .", "is missing"),
    ],
)
def test_shape_that_cannot_be_used_is_refused(tmp_path: Path, shape: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint) as error:
        read_catalogue(folder_with(tmp_path, shape))
    assert Path(error.value.where) == tmp_path / "bad.ttl"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the folder of the shapes, which a validation uses instead."""
    folder = tmp_path / "shapes"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr("shapes.catalogue.HERE", folder)
    catalogue.cache_clear()
    yield folder
    catalogue.cache_clear()


@pytest.mark.accept("U16")
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("article.ttl", "sh:targetClass pg:Article ;", "sh:targetClass"),
        ("checksum.ttl", "[0-9a-f]", "[0-9a-f"),
        ("values.ttl", "sh:or ( shape:DayDate", "sh:or ( shape:StatedDate shape:DayDate"),
        ("dataset/evidence.ttl", "SELECT $this WHERE {", "SELECT $this WHERE"),
        ("dataset/thing.ttl", "FILTER NOT EXISTS {", "MINUS {"),
        ("queries/placeholders.rq", "WHERE {", "WHERE"),
        ("queries/placeholders.rq", "# Message-zh", "# Message"),
    ],
)
def test_validation_names_the_file_of_a_shape_that_cannot_be_used(
    copied: Path, store: Store, file: str, old: str, new: str
) -> None:
    assert validate(store) == Report()
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new), encoding="utf-8")
    catalogue.cache_clear()
    with pytest.raises(ValidationError) as error:
        validate(store)
    assert Path(error.value.where) == copied / file


@pytest.mark.accept("U16")
def test_shapes_that_stand_in_the_data_are_not_used(store: Store, change: Callable[[Store, str], None]) -> None:
    change(
        store,
        """INSERT DATA {
            <shape> a sh:NodeShape ; sh:targetClass pg:Measure ; sh:property <shape-title> .
            <shape-title> a sh:PropertyShape ; sh:path dcterms:title ; sh:minCount 1 ; sh:pattern "(a+)+$" .
            <data> a owl:Ontology ; owl:imports <http://example.invalid/shapes> ; sh:shapesGraph <data> .
        }""",
    )
    assert validate(store) == Report()
    assert set(signature(validate).parameters) == {"dataset", "texts"}


@pytest.mark.accept("U16")
def test_patterns_take_no_time_on_long_values() -> None:
    patterns = {str(pattern) for pattern in shapes_graph().objects(None, SH.pattern)}
    started = monotonic()
    for pattern in patterns:
        for text in ("0" * 50_000 + "!", "a" * 50_000 + "\n", "http://" * 8_000, "-" * 50_000, "+00:00" * 8_000):
            re.search(pattern, text)
    assert patterns
    assert monotonic() - started < 5


def test_archive_that_writes_no_time_into_its_addresses_is_good(
    store: Store, change: Callable[[Store, str], None]
) -> None:
    address = "<https://archive.example.org/AbCdE>"
    change(
        store,
        f"""DELETE {{ ?w schema:archivedAt ?a . GRAPH ?e {{ ?w schema:archivedAt ?a }} }}
            INSERT {{ ?w schema:archivedAt {address} . GRAPH ?e {{ ?w schema:archivedAt {address} }} }}
            WHERE {{ GRAPH ?e {{ ?w schema:archivedAt ?a }} }}""",
    )
    assert validate(store) == Report()


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
    assert Path(error.value.where) == tmp_path / "queries" / "bad.rq"


def test_flattened_shapes_find_what_the_shapes_find(
    store: Store, change: Callable[[Store, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        *("policy-document-without-title", "target-with-two-deadlines", "tombstone-without-reason"),
        *("accepted-by-nobody", "statement-without-evidence"),
    ):
        change(store, (CASES / f"{name}.ru").read_text(encoding="utf-8"))
    rules = catalogue()

    def found() -> set[Finding]:
        first = engine.run(engine.default_graph_alone(store), rules.default, rules.constraints)
        return {*first, *engine.run(engine.default_graph_named(store), rules.dataset, rules.constraints)}

    fast = found()
    assert len(fast) == 5

    def as_written(shapes: Graph) -> Graph:
        return shapes

    monkeypatch.setattr(engine, "flattened", as_written)
    assert found() == fast


def test_examples_in_the_docstrings_of_the_engine_hold() -> None:
    outcome = doctest.testmod(engine)
    assert outcome.attempted
    assert not outcome.failed


def test_vocabulary_is_the_home_of_every_rule() -> None:
    assert {rule for rule in catalogue().constraints if not rule.startswith(f"{VOCABULARY}shape/")} == set()

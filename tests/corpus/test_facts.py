"""What the five articles must yield, and how every published triple rests on evidence (MODEL.md 1 and 2.8)."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from mappings import Decisions, Lifted, accept, units
from ontology.terms import DEFAULT_BASE, PG, VOCABULARY

Ask: TypeAlias = Callable[[str], list[dict[str, str]]]
Thing: TypeAlias = Callable[[str, str, str], str]

DOMAIN = "measure document target recommendation observation group directive issue agent place period article capture"
DOMAIN_PATHS = tuple(f"{DEFAULT_BASE}id/{path}/" for path in DOMAIN.split())
LIVE = tuple(f"{VOCABULARY}scheme/review/{status}" for status in ("accepted", "amended", "auto-accepted"))
CONTENT = ("Measure", "MeasureGroup", "Target", "Recommendation", "Directive", "Observation", "Issue")


@pytest.fixture(scope="module")
def yielded(corpus_quads: tuple[Quad, ...], corpus_lifted: Mapping[str, Lifted]) -> dict[str, Counter[str]]:
    """How many accepted things of each class of ours an article speaks of; those it shares count for each."""
    accepted = {quad.triple for quad in corpus_quads if quad.graph_name == DefaultGraph()}
    found: dict[str, Counter[str]] = {}
    for number, article in corpus_lifted.items():
        said = {each for evidence in article.evidence for each in evidence.assertions}
        kinds = {each for each in said & accepted if each.predicate.value.endswith("#type")}
        found[number] = Counter(_iri(each.object).removeprefix(str(PG)) for each in kinds)
    return found


def test_article_002_holds_the_nineteen_measures_it_declares_in_five_groups(ask: Ask, thing: Thing) -> None:
    document = thing("002", "documents", "d1")
    rows = ask(
        f"""SELECT ?group (COUNT(DISTINCT ?measure) AS ?measures) {{
          ?measure a pg:Measure ; pg:setOutIn {document} ; pg:listPosition ?place .
          ?measure pg:partOfGroup/pg:listPosition ?group
          FILTER NOT EXISTS {{ ?measure pg:subMeasureOf ?wider }} }} GROUP BY ?group ORDER BY ?group"""
    )
    assert [int(row["measures"]) for row in rows] == [5, 4, 3, 5, 2]
    places = ask(
        f"SELECT ?place {{ ?m pg:setOutIn {document} ; a pg:Measure ; pg:listPosition ?place }} ORDER BY ?place"
    )
    assert [int(row["place"]) for row in places] == list(range(1, 20))
    declared = ask(f"SELECT ?m ?a {{ {document} pg:declaredMeasureCount ?m ; pg:declaredAspectCount ?a }}")
    assert declared == [{"m": "19", "a": "5"}]


def test_article_004_holds_the_fifteen_measures_it_declares_and_its_four_aspects_beside_them(
    ask: Ask, thing: Thing, span: Callable[[str, str], str]
) -> None:
    document = thing("004", "documents", "d1")
    listed = ask(
        f"""SELECT ?place {{ ?m a pg:Measure ; pg:setOutIn {document} ; pg:listPosition ?place
          FILTER NOT EXISTS {{ ?m pg:subMeasureOf ?wider }} }} ORDER BY ?place"""
    )
    assert [int(row["place"]) for row in listed] == list(range(1, 16))
    for aspect in ("6169-6262", "6264-6378", "6380-6481", "6483-6592"):
        rows = ask(
            f"""SELECT ?m {{ ?evidence oa:hasTarget {span("004", aspect)} GRAPH ?evidence {{ ?m a pg:Measure }}
              ?m pg:setOutIn {document} FILTER NOT EXISTS {{ ?m pg:listPosition|pg:partOfGroup ?any }} }}"""
        )
        assert len(rows) == 1, aspect
    counts = ask(f"SELECT ?m ?a {{ {document} pg:declaredMeasureCount ?m ; pg:declaredAspectCount ?a }}")
    assert counts == [{"m": "15", "a": "4"}]


def test_article_001_yields_four_figures_and_no_policy(yielded: dict[str, Counter[str]]) -> None:
    assert {kind: count for kind, count in yielded["001"].items() if kind in CONTENT} == {"Observation": 4}
    assert not yielded["001"].keys() & {"PolicyDocument", "Report", "PublicAgency", "PartyOrgan"}


def test_article_003_yields_fifty_recommendations_and_nothing_else(yielded: dict[str, Counter[str]]) -> None:
    assert {kind: count for kind, count in yielded["003"].items() if kind in CONTENT} == {"Recommendation": 50}
    assert not yielded["003"].keys() & {"PolicyDocument", "Report", "PublicAgency", "PartyOrgan"}


def test_article_000_yields_three_qualitative_targets_and_nine_figures(
    ask: Ask, thing: Thing, yielded: dict[str, Counter[str]]
) -> None:
    assert yielded["000"]["Target"] == 3
    assert yielded["000"]["Observation"] == 9
    rows = ask(
        f"""SELECT ?kind ?value ?deadline {{ ?target a pg:Target ; pg:setOutIn {thing("000", "documents", "d2")} ;
          pg:targetKind ?kind OPTIONAL {{ ?target pg:targetValue ?value }}
          OPTIONAL {{ ?target pg:deadline ?deadline }} }}"""
    )
    assert rows == [{"kind": f"{VOCABULARY}scheme/targetkind/qualitative"}] * 3


def test_no_target_of_the_corpus_is_quantitative_or_dated(ask: Ask) -> None:
    assert ask("SELECT ?t { ?t a pg:Target ; (pg:targetValue|pg:deadline|pg:baseline) ?any }") == []
    assert ask("SELECT ?t { ?t pg:targetKind <https://w3id.org/policygraph/scheme/targetkind/quantitative> }") == []


def test_article_002_and_003_yield_no_figures(yielded: dict[str, Counter[str]]) -> None:
    assert (yielded["002"]["Observation"], yielded["003"]["Observation"]) == (0, 0)
    assert yielded["004"]["Observation"] == 4


@pytest.mark.accept("P01")
def test_every_published_domain_triple_has_live_evidence(corpus_quads: tuple[Quad, ...], ask: Ask) -> None:
    live = {f"{row['evidence']}" for row in ask(f"SELECT ?evidence {{ ?evidence pg:reviewStatus ?s {_live()} }}")}
    supported = {
        quad.triple for quad in corpus_quads if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in live
    }
    published = {
        quad.triple
        for quad in corpus_quads
        if quad.graph_name == DefaultGraph() and _iri(quad.subject).startswith(DOMAIN_PATHS)
    }
    assert len(published) > 1000
    assert published - supported == set()


@pytest.mark.accept("P01")
def test_every_live_evidence_is_published_in_full(corpus_quads: tuple[Quad, ...], ask: Ask) -> None:
    live = {row["evidence"] for row in ask(f"SELECT ?evidence {{ ?evidence pg:reviewStatus ?s {_live()} }}")}
    default = {quad.triple for quad in corpus_quads if quad.graph_name == DefaultGraph()}
    said = {
        quad.triple for quad in corpus_quads if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in live
    }
    assert said - default == set()


@pytest.mark.accept("P01")
def test_every_evidence_names_a_graph_that_says_something_and_every_graph_is_evidence(
    corpus_quads: tuple[Quad, ...], ask: Ask
) -> None:
    graphs = {quad.graph_name.value for quad in corpus_quads if isinstance(quad.graph_name, NamedNode)}
    assert graphs == {row["evidence"] for row in ask("SELECT ?evidence { ?evidence a pg:Evidence }")}
    kinds = ask(
        """SELECT ?e { ?e a pg:Evidence
          MINUS { ?e a ?k FILTER(?k IN (pg:TextEvidence, pg:CuratedEvidence, pg:DerivedEvidence)) } }"""
    )
    assert kinds == []


@pytest.mark.accept("P01")
def test_what_is_proposed_disputed_or_rejected_stays_out_of_the_default_graph(ask: Ask) -> None:
    rows = ask(
        f"""SELECT DISTINCT ?s ?p ?o {{ ?dead pg:reviewStatus ?not GRAPH ?dead {{ ?s ?p ?o }} ?s ?p ?o
          FILTER(?not NOT IN ({_statuses()}))
          FILTER NOT EXISTS {{ ?alive pg:reviewStatus ?live GRAPH ?alive {{ ?s ?p ?o }}
            FILTER(?live IN ({_statuses()})) }} }}"""
    )
    assert rows == []
    open_readings = ask(f"SELECT ?e {{ ?e pg:reviewStatus ?s FILTER(?s NOT IN ({_statuses()})) }}")
    assert open_readings, "the corpus has readings that are not accepted; this test must see some"


def test_existence_and_kind_never_rest_on_curators_alone(ask: Ask) -> None:
    rows = ask(
        """SELECT DISTINCT ?thing ?kind { ?e a pg:CuratedEvidence GRAPH ?e { ?thing a ?kind }
          FILTER NOT EXISTS { ?text a pg:TextEvidence GRAPH ?text { ?thing a ?any } }
          FILTER NOT EXISTS { ?thing skos:notation ?authority } }"""
    )
    assert rows == [], "only authorities may rest on their file alone"


def test_there_are_no_blank_nodes(corpus_quads: tuple[Quad, ...]) -> None:
    assert [quad for quad in corpus_quads if BlankNode in map(type, (quad.subject, quad.object, quad.graph_name))] == []


def test_each_article_is_published_without_a_triple_said_twice(
    corpus_lifted: Mapping[str, Lifted], corpus_decisions: Mapping[str, Decisions]
) -> None:
    for unit in units(list(corpus_lifted.values())):
        domain = [
            quad for quad in accept(unit, corpus_decisions, DEFAULT_BASE) if _iri(quad.subject).startswith(DOMAIN_PATHS)
        ]
        assert [quad for quad, times in Counter(domain).items() if times > 1] == []


def test_a_corroborated_triple_counts_once(ask: Ask, thing: Thing) -> None:
    measure = thing("002", "measures", "m6")
    readings = ask(f"SELECT ?e {{ GRAPH ?e {{ {measure} a pg:Measure }} }}")
    assert len(readings) == 4
    assert ask(f"SELECT (COUNT(*) AS ?n) {{ {measure} a pg:Measure }}") == [{"n": "1"}]


@pytest.mark.accept("P05")
def test_two_things_said_by_one_phrase_keep_records_of_their_own_on_one_span(
    ask: Ask, span: Callable[[str, str], str]
) -> None:
    rows = ask(
        f"""SELECT ?evidence ?measure {{ ?evidence oa:hasTarget {span("002", "856-888")}
          GRAPH ?evidence {{ ?measure a pg:Measure }} }}"""
    )
    assert len({row["evidence"] for row in rows}) == len({row["measure"] for row in rows}) == 5


@pytest.mark.accept("P05")
def test_evidence_supports_statements_not_all_that_is_said_of_a_thing(ask: Ask, thing: Thing) -> None:
    document = thing("002", "documents", "d1")
    rows = ask(f"SELECT DISTINCT ?p ?e {{ GRAPH ?e {{ {document} ?p ?o }} ?e a pg:TextEvidence }}")
    grounds: dict[str, set[str]] = {}
    for row in rows:
        grounds.setdefault(row["p"], set()).add(row["e"])
    assert grounds[str(PG.draftedBy)].isdisjoint(grounds[str(PG.approvedBy)])
    assert grounds[str(PG.declaredMeasureCount)].isdisjoint(grounds[str(PG.issuedBy)])


@pytest.mark.accept("P05")
def test_a_stretch_that_many_readings_refer_to_is_one_node(ask: Ask, span: Callable[[str, str], str]) -> None:
    rows = ask(
        f"""SELECT (COUNT(DISTINCT ?evidence) AS ?n) (COUNT(DISTINCT ?span) AS ?spans) {{
          ?evidence pg:contextTarget ?span . ?span oa:hasSource ?text ; oa:hasSelector ?position .
          ?position oa:start 9648 ; oa:end 9807 FILTER(STRSTARTS(STR(?span), STR({span("003", "9648-9807")}))) }}"""
    )
    assert rows[0]["spans"] == "1"
    assert int(rows[0]["n"]) >= 50


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _statuses() -> str:
    return ", ".join(f"<{status}>" for status in LIVE)


def _live() -> str:
    return f"FILTER(?s IN ({_statuses()}))"

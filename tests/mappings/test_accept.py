"""Accept: the default graph holds what is accepted, each triple once; the rest stays as evidence, with its status."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad
from rdflib import RDF

from mappings import Names, accept, lift, read_decisions, read_record, units
from mappings.lift.terms import node
from ontology.errors import RecordError
from ontology.ledger import Ledger
from ontology.terms import PG, concept

BASE = "https://example.org/policy/"
HEAD = "format: policygraph-decisions/1\nrecord: reading-rooms\ndecisions:\n"
ACCEPT = "  - {on: record, verdict: accepted, by: editors, at: 2026-11-25, why: read twice}\n"


@pytest.fixture
def decided(record, tmp_path):
    """The decisions written in some lines, read for the record."""

    def read(*lines):
        path = tmp_path / "reading-rooms.yaml"
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
        return {record.name: read_decisions(path, record)}

    return read


def default_graph(quads):
    return {Quad(q.subject, q.predicate, q.object) for q in quads if q.graph_name == DefaultGraph()}


def of_type(quads, kind):
    return {q.subject for q in default_graph(quads) if q.predicate == node(RDF.type) and q.object == node(kind)}


@pytest.mark.accept("P08")
@pytest.mark.parametrize(
    ("verdict", "published"),
    [("accepted", 1), ("amended", 1), ("auto-accepted", 1), ("proposed", 0), ("disputed", 0), ("rejected", 0)],
)
def test_only_what_is_accepted_is_published(lifted, decided, verdict, published):
    line = f"  - {{on: m1, verdict: {verdict}, by: editors, at: 2026-11-25, why: a second look}}\n"
    quads = list(accept([lifted], decided(ACCEPT, line), BASE))
    assert len(of_type(quads, PG.Measure)) == published
    assert any(q.object == node(PG.Measure) and isinstance(q.graph_name, NamedNode) for q in quads)


@pytest.mark.accept("P05")
def test_the_closest_decision_holds(lifted, decided):
    """A verdict on one span of an entry leaves the other statements of that entry alone."""
    line = "  - {on: o1, span: 166-194, verdict: disputed, by: editors, at: 2026-11-25, why: a doubt}\n"
    quads = list(accept([lifted], decided(ACCEPT, line), BASE))
    assert not of_type(quads, PG.Observation)
    assert any(q.predicate == node(PG.indicator) for q in default_graph(quads))


def test_nothing_is_accepted_without_a_decision(lifted, record, undecided):
    assert not of_type(accept([lifted], {record.name: undecided}, BASE), PG.PolicyContent)


def test_a_triple_with_two_readings_is_published_once(lifted, decided):
    quads = list(accept([lifted], decided(ACCEPT), BASE))
    assert len(quads) == len(set(quads))


def test_every_published_domain_triple_is_in_an_evidence_graph(lifted, decided):
    quads = list(accept([lifted], decided(ACCEPT), BASE))
    evident = {(q.subject, q.predicate, q.object) for q in quads if q.graph_name != DefaultGraph()}
    things = {subject for kind in (PG.Work, PG.PolicyContent) for subject in of_type(quads, kind)}
    published = {(q.subject, q.predicate, q.object) for q in default_graph(quads) if q.subject in things}
    assert things
    assert published <= evident


def test_a_decision_becomes_a_review_with_its_reason(lifted, decided):
    quads = default_graph(accept([lifted], decided(ACCEPT), BASE))
    (review,) = of_type(quads, PG.Review)
    assert {q.object for q in quads if q.subject == review and q.predicate == node(PG.verdict)} == {
        node(concept("review", "accepted"))
    }


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("  - {on: m9, verdict: accepted, by: editors, at: 2026-11-25, why: x}\n", "has no entry 'm9'"),
        ("  - {on: m1, span: 1-2, verdict: accepted, by: editors, at: 2026-11-25, why: x}\n", "is an orphan"),
        ("  - {on: m1, verdict: fine, by: editors, at: 2026-11-25, why: x}\n", "there is no review 'fine'"),
        ("  - {on: m1, verdict: accepted, by: editors, at: 2026-11-25}\n", "this field is missing"),
        (
            "  - {on: m1, span: 71-117, verdict: accepted, by: editors, at: 2026-11-25, why: x, sha256: "
            + "0" * 64
            + "}\n",
            "have changed since the decision",
        ),
    ],
)
def test_a_decision_that_fits_nothing_is_refused_never_lost(decided, line, what):
    with pytest.raises(RecordError, match=what) as caught:
        decided(ACCEPT, line)
    assert "line 5" in caught.value.where


def test_a_withdrawn_thing_cannot_be_published(record):
    ledger = Ledger()
    lift(record, Names(BASE, ledger, "2026-11-25"))
    ledger.withdraw(ledger.keys["measure", "reading-rooms#m1"], why="no measure", at="2026-11-26", by="editors")
    with pytest.raises(RecordError, match="was withdrawn, but a record still holds it"):
        lift(record, Names(BASE, ledger, "2026-11-26"))


def test_a_merged_thing_is_called_by_the_name_that_stays(record):
    ledger = Ledger()
    names = Names(BASE, ledger, "2026-11-25")
    lift(record, names)
    old = ledger.keys["measure", "reading-rooms#m1"]
    new = ledger.mint("measure", ["another record#m7"], at="2026-11-26", by="editors")
    ledger.merge(old, new, why="one measure, two articles", at="2026-11-26", by="editors")
    subjects = {each.subject.value for e in lift(record, names).evidence if e.entry == "m1" for each in e.assertions}
    assert subjects == {f"{BASE}id/measure/{new}"}


def test_articles_that_share_a_thing_are_one_unit(record, changed, names):
    first = lift(record, names)
    shared = first.names.local("documents", "d1").rpartition("/")[2]
    path = changed("name: reading-rooms", "name: second")
    written = path.read_text(encoding="utf-8").replace("  - key: d1\n", f"  - key: d1\n    id: {shared}\n")
    second_path = path.with_name("second.yaml")
    second_path.write_text(written, encoding="utf-8")
    second = lift(read_record(second_path), names)
    path.write_text(path.read_text(encoding="utf-8").replace("name: second", "name: third"), encoding="utf-8")
    third = lift(read_record(path.rename(path.with_name("third.yaml"))), names)
    assert [[each.record.name for each in unit] for unit in units([first, second, third])] == [
        ["reading-rooms", "second"],
        ["third"],
    ]

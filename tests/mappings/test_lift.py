"""Lift: one evidence graph for each reading, named by its content; everything else is the curators'."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import RDF, RDFS, SKOS

from mappings import Names, accept, lift, read_record
from ontology.ledger import Ledger
from ontology.terms import OA, PG, SDIM, concept

GOLDEN = Path(__file__).parents[1] / "cases" / "records" / "reading-rooms.trig"
BASE = "https://example.org/policy/"


def by_entry(lifted, entry, kind=PG.TextEvidence):
    return [each for each in lifted.evidence if each.entry == entry and each.kind == str(kind)]


def predicates(evidence):
    return {each.predicate.value for each in evidence.assertions}


def test_the_small_record_gives_the_expected_dataset(lifted, record, undecided):
    made = set(accept([lifted], {record.name: undecided}, BASE))
    expected = set(parse(path=GOLDEN, format=RdfFormat.TRIG))
    assert not (made ^ expected), (
        "extra:\n" + "\n".join(sorted(map(str, made - expected)))
        + "\nmissing:\n" + "\n".join(sorted(map(str, expected - made)))
    )  # fmt: skip


def test_a_reading_asserts_what_it_says_and_no_more(lifted):
    (reading,) = by_entry(lifted, "m1")
    assert predicates(reading) == {str(RDF.type), str(PG.setOutIn)}


def test_classification_and_labels_are_curated_each_apart(lifted):
    kinds = {frozenset(predicates(each)) for each in by_entry(lifted, "m1", PG.CuratedEvidence)}
    assert kinds == {
        frozenset({str(SKOS.prefLabel), str(RDFS.label)}),
        frozenset({str(PG.modality), str(PG.instrument)}),
    }


def test_what_is_not_stated_is_said_so_by_the_curators(lifted):
    curated = [each for each in by_entry(lifted, "o1", PG.CuratedEvidence) if str(PG.indicator) in predicates(each)]
    values = {each.predicate.value: each.object for each in curated[0].assertions}
    assert values[str(SDIM.refArea)] == NamedNode(concept("absence", "not-stated"))


def test_an_inference_names_its_premises_and_says_that_it_is_one(lifted):
    (inferred,) = by_entry(lifted, "o1", PG.DerivedEvidence)
    assert {str(SDIM.refPeriod), str(PG.basis)} <= predicates(inferred)
    premises = [each.object.value for each in inferred.about if each.predicate.value.endswith("wasDerivedFrom")]
    assert [iri.partition("#")[2] for iri in premises] == ["char=119,126"]


def test_the_context_is_no_second_target(lifted):
    (reading,) = by_entry(lifted, "r1")
    targets = [each for each in reading.about if each.predicate.value == str(OA.hasTarget)]
    contexts = [each for each in reading.about if each.predicate.value == str(PG.contextTarget)]
    assert (len(targets), len(contexts)) == (1, 1)


def test_lifting_again_gives_the_same(record, names, lifted):
    again = lift(record, Names(BASE, Ledger(), "2027-01-01"))
    assert again.evidence == lifted.evidence


def test_evidence_ids_do_not_depend_on_the_base(record, lifted):
    other = lift(record, Names("http://localhost:8000/", Ledger(), "2026-11-25"))
    assert [each.iri.rpartition("/")[2] for each in other.evidence] == [
        each.iri.rpartition("/")[2] for each in lifted.evidence
    ]


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("en: Open reading rooms in small towns", "en: Open rooms for reading in small towns", False),
        ("modality: build", "modality: promote", True),
    ],
)
def test_a_new_label_changes_no_identifier_a_new_claim_does(changed, names, lifted, old, new, moves):
    other = lift(read_record(changed(old, new)), names)
    assert ({each.iri for each in other.evidence} != {each.iri for each in lifted.evidence}) is moves


@pytest.mark.accept("U20")
def test_words_that_look_like_syntax_stay_words(changed, names):
    hostile = '" . } DROP ALL # <script>'
    other = lift(read_record(changed("note: Reported speech.", f"note: '{hostile}'")), names)
    notes = {each.object.value for evidence in other.evidence for each in evidence.about if "comment" in str(each)}
    assert hostile in notes

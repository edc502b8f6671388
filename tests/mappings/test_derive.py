"""Derive: inverses, superclasses, chains and defined classes, each with its premises, to the end and no further."""

import pytest
from pyoxigraph import Triple
from rdflib import ORG, PROV, RDF

from mappings.derive import derive
from mappings.lift.evidence import Evidence
from mappings.lift.terms import node, triple
from ontology.terms import PG, concept

BASE = "https://example.org/policy/"
A, B, D, G, M, N = (f"{BASE}id/x/{letter}" for letter in "abdgmn")
PILOT = str(concept("instrument", "pilot"))


def reading(name, *facts):
    return Evidence(f"{BASE}id/evidence/{name}", str(PG.TextEvidence), tuple(triple(*fact) for fact in facts), (), name)


@pytest.mark.parametrize(
    ("given", "follows", "axiom"),
    [
        ([(D, PG.issuedBy, A)], (A, PG.issuerOf, D), PG.issuerOf),
        ([(M, PG.setOutIn, D)], (D, PG.setsOut, M), PG.setsOut),
        ([(M, PG.partOfGroup, G)], (G, PG.hasMember, M), PG.hasMember),
        ([(M, RDF.type, PG.Measure)], (M, RDF.type, PG.PolicyContent), PG.Measure),
        ([(A, RDF.type, PG.PublicAgency)], (A, RDF.type, PG.PublicBody), PG.PublicAgency),
        ([(D, PG.leadIssuer, A)], (D, PG.issuedBy, A), PG.leadIssuer),
        ([(D, PG.leadIssuer, A)], (A, PG.issuerOf, D), PG.issuerOf),
        ([(M, PG.partOfGroup, G), (G, PG.setOutIn, D)], (M, PG.setOutIn, D), PG.setOutIn),
        ([(M, PG.setOutIn, D), (D, PG.issuedBy, A)], (M, PG.announcedBy, A), PG.announcedBy),
        ([(M, PG.subMeasureOf, N), (N, PG.subMeasureOf, G)], (M, PG.subMeasureOf, G), PG.subMeasureOf),
        (
            [(M, PG.partOfGroup, G), (G, PG.setOutIn, D), (D, PG.leadIssuer, A)],
            (M, PG.announcedBy, A),
            PG.announcedBy,
        ),
        ([(D, PG.issuedBy, A), (A, RDF.type, PG.PublicAgency)], (A, RDF.type, PG.IssuingAgency), PG.IssuingAgency),
        (
            [(D, PG.issuedBy, A), (D, PG.issuedBy, B), (D, RDF.type, PG.PolicyDocument)],
            (D, RDF.type, PG.JointPolicyDocument),
            PG.JointPolicyDocument,
        ),
        ([(M, PG.instrument, PILOT), (M, RDF.type, PG.Measure)], (M, RDF.type, PG.PilotMeasure), PG.PilotMeasure),
    ],
)
def test_what_follows_is_derived_with_its_axiom_and_premises(given, follows, axiom):
    premises = [reading(str(number), fact) for number, fact in enumerate(given)]
    derived = [each for each in derive(premises, BASE) if triple(*follows) in each.assertions]
    assert len(derived) == 1
    about = {(each.predicate.value, each.object.value) for each in derived[0].about}
    assert (str(PG.derivedBy), str(axiom)) in about
    assert {iri for predicate, iri in about if predicate == str(PROV.wasDerivedFrom)} == {each.iri for each in premises}


@pytest.mark.parametrize(
    "given",
    [
        [(D, PG.issuedBy, A), (A, RDF.type, PG.PartyOrgan), (A, RDF.type, PG.PublicBody), (A, PG.issuerOf, D)],
        [(M, PG.instrument, PILOT)],
        [(M, ORG.memberOf, A), (A, ORG.unitOf, B)],
    ],
)
def test_what_does_not_follow_is_not_derived(given):
    assert not derive([reading("1", *given)], BASE)


def test_what_is_asserted_is_not_derived_again():
    facts = [(D, PG.issuedBy, A), (A, PG.issuerOf, D)]
    assert derive([reading("1", *facts)], BASE) == []


def test_the_order_of_the_evidence_does_not_matter():
    facts = [(M, PG.setOutIn, D), (D, PG.issuedBy, A), (D, PG.issuedBy, B), (M, RDF.type, PG.Measure)]
    readings = [reading(str(number), fact) for number, fact in enumerate(facts)]
    assert derive(readings, BASE) == derive(readings[::-1], BASE)


def test_a_cycle_ends():
    found = derive([reading("1", (M, PG.subMeasureOf, N), (N, PG.subMeasureOf, M))], BASE)
    said = {each for evidence in found for each in evidence.assertions}
    assert said == {Triple(node(each), node(PG.subMeasureOf), node(each)) for each in (M, N)}

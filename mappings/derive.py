"""Derive: what follows from accepted triples by the axioms of our ontology, each with its premises.

Only what readers ask for: inverses, superclasses and superproperties of ours, property chains, and the three defined
classes. Each derived evidence names the axiom (the term that bears it) and the evidence of its premises, so a
librarian can ask "why?" of an inferred triple too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import PROV, RDF, URIRef

from mappings.lift.evidence import Evidence, evidence_iri
from mappings.lift.terms import node, triple
from ontology import loading
from ontology.terms import PG, concept

TYPE = node(RDF.type)
Resource = NamedNode | BlankNode | Triple


@dataclass(slots=True)
class _Facts:
    """Triples with the evidence each rests on, found by subject or by object."""

    grounds: dict[Triple, frozenset[str]] = field(default_factory=dict)
    objects: dict[tuple[Resource, Resource], list[Resource]] = field(default_factory=lambda: defaultdict(list))
    subjects: dict[tuple[Resource, Resource], list[Resource]] = field(default_factory=lambda: defaultdict(list))

    def add(self, fact: Triple, grounds: frozenset[str]) -> None:
        if fact not in self.grounds and not isinstance(fact.object, Literal):
            self.objects[fact.subject, fact.predicate].append(fact.object)
            self.subjects[fact.object, fact.predicate].append(fact.subject)
        self.grounds[fact] = self.grounds.get(fact, frozenset()) | grounds


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """A triple that follows, the term whose axiom says so, and the evidence that it rests on."""

    axiom: str
    fact: Triple
    grounds: frozenset[str]


def derive(accepted: Iterable[Evidence], base: str) -> list[Evidence]:
    """The derived evidence for some accepted evidence, complete: the axioms are applied until nothing new follows."""
    facts = _Facts()
    for evidence in accepted:
        for assertion in evidence.assertions:
            facts.add(assertion, frozenset({evidence.iri}))
    found: dict[tuple[str, str], list[_Conclusion]] = defaultdict(list)
    for rules in ((_inverse, _above, _chain), (_defined,)):
        fresh = list(facts.grounds)
        while fresh:
            conclusions = [
                each for fact in fresh for rule in rules for each in rule(fact, facts) if each.fact not in facts.grounds
            ]
            for each in conclusions:
                facts.add(each.fact, each.grounds)
                found[each.axiom, str(each.fact.subject)].append(each)
            fresh = list(dict.fromkeys(each.fact for each in conclusions))
    return [_evidence(base, axiom, found[axiom, subject]) for axiom, subject in sorted(found)]


def _inverse(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    inverse = loading.axioms().inverses.get(_term(fact.predicate))
    if inverse and isinstance(fact.object, NamedNode):
        yield _Conclusion(inverse, Triple(fact.object, node(inverse), fact.subject), facts.grounds[fact])


def _above(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """Superclasses and superproperties."""
    if fact.predicate == TYPE and isinstance(fact.object, NamedNode):
        for above in loading.axioms().superclasses.get(_term(fact.object), ()):
            yield _Conclusion(_term(fact.object), Triple(fact.subject, TYPE, node(above)), facts.grounds[fact])
    for above in loading.axioms().superproperties.get(_term(fact.predicate), ()):
        yield _Conclusion(_term(fact.predicate), Triple(fact.subject, node(above), fact.object), facts.grounds[fact])


def _chain(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """Two properties one after the other; a transitive one is its own chain."""
    if not isinstance(fact.object, NamedNode):
        return
    for implied, first, second in _chains():
        if fact.predicate == first:
            for end in facts.objects[fact.object, second]:
                yield _joined(implied, fact, Triple(fact.object, second, end), facts)
        if fact.predicate == second:
            for start in facts.subjects[fact.subject, first]:
                yield _joined(implied, Triple(start, first, fact.subject), fact, facts)


def _joined(implied: NamedNode, one: Triple, two: Triple, facts: _Facts) -> _Conclusion:
    grounds = facts.grounds[one] | facts.grounds[two]
    return _Conclusion(implied.value, Triple(one.subject, implied, two.object), grounds)


def _chains() -> list[tuple[NamedNode, NamedNode, NamedNode]]:
    axioms = loading.axioms()
    chains = [(chain.implied, *chain.steps) for chain in axioms.chains]
    chains += [(each, each, each) for each in sorted(axioms.transitive)]
    return [(node(implied), node(first), node(second)) for implied, first, second in chains]


def _defined(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """The defined classes of `policy.ttl`. HermiT finds the same in the tests of the ontology."""
    rule = _DEFINED.get(_term(fact.predicate))
    if rule and isinstance(fact.object, NamedNode):
        yield from rule(fact, facts)


def _issuing_agency(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    yield from _classified(fact, facts, PG.IssuingAgency, PG.PublicAgency, [fact])


def _joint_document(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    issuers = facts.objects[fact.subject, fact.predicate]
    if len(issuers) > 1:
        because = [Triple(fact.subject, fact.predicate, issuer) for issuer in issuers]
        yield from _classified(fact, facts, PG.JointPolicyDocument, PG.PolicyDocument, because)


def _pilot_measure(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    if fact.object == node(concept("instrument", "pilot")):
        yield from _classified(fact, facts, PG.PilotMeasure, PG.Measure, [fact])


def _classified(fact: Triple, facts: _Facts, defined: str, genus: str, because: list[Triple]) -> Iterator[_Conclusion]:
    """That the subject is of a defined class: it is of the genus, and has what makes the difference."""
    kind = Triple(fact.subject, TYPE, node(genus))
    if kind in facts.grounds:
        grounds = frozenset[str]().union(*(facts.grounds[each] for each in (kind, *because)))
        yield _Conclusion(defined, Triple(fact.subject, TYPE, node(defined)), grounds)


_DEFINED: dict[str, Callable[[Triple, _Facts], Iterator[_Conclusion]]] = {
    PG.issuerOf: _issuing_agency,
    PG.issuedBy: _joint_document,
    PG.instrument: _pilot_measure,
}


def _evidence(base: str, axiom: str, conclusions: list[_Conclusion]) -> Evidence:
    said = sorted({each.fact for each in conclusions}, key=str)
    premises = sorted(frozenset[str]().union(*(each.grounds for each in conclusions)))
    name = evidence_iri(base, said, "derived", axiom, *(each.removeprefix(base) for each in premises))
    about = [triple(name, PG.derivedBy, axiom), *(triple(name, PROV.wasDerivedFrom, each) for each in premises)]
    return Evidence(name, str(PG.DerivedEvidence), tuple(said), tuple(about), entry="derived")


def _term(resource: NamedNode) -> URIRef:
    return URIRef(resource.value)

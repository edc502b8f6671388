"""Derive: what follows from accepted triples by the axioms of our ontology, each with its premises.

Only what readers ask for: inverses, superclasses and superproperties of ours, property chains, and the three defined
classes. Each derived evidence names the axiom (the term that bears it) and the evidence of its premises, so a
librarian can ask "why?" of an inferred triple too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import PROV, RDF, URIRef

from mappings.lift.evidence import Evidence, evidence_iri, in_order
from mappings.lift.terms import node, triple
from ontology import loading
from ontology.terms import PG, concept

TYPE = node(RDF.type)
Resource = NamedNode | BlankNode | Triple


@dataclass(slots=True)
class _Facts:
    """Triples with the evidence each rests on; those that chains go through, found by subject or by object."""

    grounds: dict[Triple, frozenset[str]] = field(default_factory=dict)
    objects: dict[tuple[Resource, Resource], list[Resource]] = field(default_factory=lambda: defaultdict(list))
    subjects: dict[tuple[Resource, Resource], list[Resource]] = field(default_factory=lambda: defaultdict(list))

    def add(self, fact: Triple, grounds: frozenset[str]) -> None:
        known = self.grounds.get(fact)
        self.grounds[fact] = grounds if known is None else known | grounds
        predicate = fact.predicate
        if known is None and predicate in _tables().followed:
            subject, target = fact.subject, fact.object
            if not isinstance(target, Literal):
                self.objects[subject, predicate].append(target)
                self.subjects[target, predicate].append(subject)


class _Conclusion(NamedTuple):
    """A triple that follows, the term whose axiom says so, and the evidence that it rests on."""

    axiom: str
    fact: Triple
    grounds: frozenset[str]


Rule = Callable[[Triple, _Facts], Iterator[_Conclusion]]
Chain = tuple[NamedNode, NamedNode, NamedNode]


@dataclass(frozen=True)
class _Tables:
    """The axioms of `policy.ttl` by the predicate of the facts that they apply to."""

    inverses: Mapping[Resource, NamedNode]
    superclasses: Mapping[Resource, Sequence[NamedNode]]
    superproperties: Mapping[Resource, Sequence[NamedNode]]
    chains: Mapping[Resource, Sequence[Chain]]  # by either of their two steps
    rules: Mapping[Resource, Sequence[Rule]]
    followed: frozenset[Resource]  # the predicates that a conclusion looks up

    @cached_property
    def relevant(self) -> frozenset[Resource]:
        """The predicates that conclusions rest on or may repeat; whatever else is said, nothing follows from it."""
        implied = chain.from_iterable([*self.superproperties.values(), self.inverses.values()])
        chained = [each[0] for chains in self.chains.values() for each in chains]
        return frozenset([*self.rules, *_DEFINED, *self.followed, *implied, *chained])


@cache
def _tables() -> _Tables:
    axioms = loading.axioms()
    chains: dict[Resource, list[Chain]] = defaultdict(list)
    for each in _chains():
        for step in dict.fromkeys(each[1:]):
            chains[step].append(each)
    inverses: dict[Resource, NamedNode] = {node(one): node(other) for one, other in axioms.inverses.items()}
    superproperties = _above_each(axioms.superproperties)
    rules: dict[Resource, list[Rule]] = defaultdict(list)
    for rule, predicates in ((_inverse, inverses), (_above, superproperties), (_class, (TYPE,)), (_chain, chains)):
        for predicate in predicates:
            rules[predicate].append(rule)
    followed = frozenset([*chains, node(PG.issuedBy)])
    return _Tables(inverses, _above_each(axioms.superclasses), superproperties, chains, rules, followed)


def _above_each(above: Mapping[URIRef, Iterable[URIRef]]) -> dict[Resource, list[NamedNode]]:
    return {node(term): list(map(node, terms)) for term, terms in above.items() if terms}


def derive(accepted: Iterable[Evidence], base: str) -> list[Evidence]:
    """The derived evidence for some accepted evidence, complete: the axioms are applied until nothing new follows."""
    facts, relevant = _Facts(), _tables().relevant
    for evidence in accepted:
        grounds = frozenset({evidence.iri})
        for assertion in evidence.assertions:
            if assertion.predicate in relevant:
                facts.add(assertion, grounds)
    found: dict[tuple[str, str], list[_Conclusion]] = defaultdict(list)
    for rules in (_tables().rules, _DEFINED):
        fresh = list(facts.grounds)
        while fresh:
            conclusions = [
                each
                for fact in fresh
                for rule in rules.get(fact.predicate, ())
                for each in rule(fact, facts)
                if each.fact not in facts.grounds
            ]
            for each in conclusions:
                facts.add(each.fact, each.grounds)
                found[each.axiom, str(each.fact.subject)].append(each)
            fresh = list(dict.fromkeys(each.fact for each in conclusions))
    return [_evidence(base, axiom, found[axiom, subject]) for axiom, subject in sorted(found)]


def _inverse(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    inverse = _tables().inverses[fact.predicate]
    if isinstance(fact.object, NamedNode):
        yield _Conclusion(inverse.value, Triple(fact.object, inverse, fact.subject), facts.grounds[fact])


def _above(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """Superproperties."""
    for above in _tables().superproperties[fact.predicate]:
        yield _Conclusion(fact.predicate.value, Triple(fact.subject, above, fact.object), facts.grounds[fact])


def _class(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """Superclasses."""
    kind = fact.object
    if isinstance(kind, NamedNode):
        for above in _tables().superclasses.get(kind, ()):
            yield _Conclusion(kind.value, Triple(fact.subject, TYPE, above), facts.grounds[fact])


def _chain(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    """Two properties one after the other; a transitive one is its own chain."""
    if not isinstance(fact.object, NamedNode):
        return
    for implied, first, second in _tables().chains[fact.predicate]:
        if fact.predicate == first:
            for end in facts.objects.get((fact.object, second), ()):
                yield _joined(implied, fact, Triple(fact.object, second, end), facts)
        if fact.predicate == second:
            for start in facts.subjects.get((fact.subject, first), ()):
                yield _joined(implied, Triple(start, first, fact.subject), fact, facts)


def _joined(implied: NamedNode, one: Triple, two: Triple, facts: _Facts) -> _Conclusion:
    grounds = facts.grounds[one] | facts.grounds[two]
    return _Conclusion(implied.value, Triple(one.subject, implied, two.object), grounds)


def _chains() -> list[Chain]:
    axioms = loading.axioms()
    chains = [(each.implied, *each.steps) for each in axioms.chains]
    chains += [(each, each, each) for each in sorted(axioms.transitive)]
    return [(node(implied), node(first), node(second)) for implied, first, second in chains]


def _issuing_agency(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    yield from _classified(fact, facts, PG.IssuingAgency, PG.PublicAgency, [fact])


def _joint_document(fact: Triple, facts: _Facts) -> Iterator[_Conclusion]:
    issuers = facts.objects.get((fact.subject, fact.predicate), ())
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


# The defined classes of `policy.ttl`. HermiT finds the same in the tests of the ontology.
_DEFINED: Mapping[Resource, Sequence[Rule]] = {
    node(PG.issuerOf): (_issuing_agency,),
    node(PG.issuedBy): (_joint_document,),
    node(PG.instrument): (_pilot_measure,),
}


def _evidence(base: str, axiom: str, conclusions: list[_Conclusion]) -> Evidence:
    assertions = in_order(each.fact for each in conclusions)
    premises = sorted(frozenset[str]().union(*(each.grounds for each in conclusions)))
    name = evidence_iri(base, assertions, "derived", axiom, *(each.removeprefix(base) for each in premises))
    about = [triple(name, PG.derivedBy, axiom), *(triple(name, PROV.wasDerivedFrom, each) for each in premises)]
    return Evidence(name, str(PG.DerivedEvidence), tuple(assertions.values()), tuple(about), entry="derived")

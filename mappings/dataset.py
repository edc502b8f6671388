"""The dataset: what the articles give, together with what they all share.

Articles that speak of the same minted things are judged and validated together; everything else is one article's own
business, so an article that did not change need not be looked at again.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import DCTERMS, OWL, PROV, RDFS, XSD, BNode, Graph
from rdflib import Literal as RdflibLiteral

from mappings.accept import DERIVED_STATUS, Judged, Statements, in_default_graph, publish
from mappings.lift import Lifted
from mappings.lift.authorities import authority_evidence, with_parents
from mappings.lift.terms import Term, boolean, node, plain, triple, words
from mappings.names import Names
from ontology import loading
from ontology.authority_files import Authorities
from ontology.identifiers import KINDS, thing_iri
from ontology.ledger import Ledger, Standing
from ontology.terms import PG


def units(articles: Sequence[Lifted]) -> list[list[Lifted]]:
    """The articles in groups: two are in one group when they speak of the same minted thing, periods aside."""
    return [[articles[index] for index in group] for group in groups(list(map(own_things, articles)))]


def groups(things: Sequence[Collection[str]]) -> list[list[int]]:
    """The same as `units`, of articles that are known by the things they describe: their numbers, from 0."""
    group_of = {index: [index] for index in range(len(things))}
    holders: dict[str, int] = {}
    for index, described in enumerate(things):
        for thing in described:
            first = holders.setdefault(thing, index)
            if group_of[first] is not group_of[index]:
                joined = sorted(group_of[first] + group_of[index])
                group_of.update(dict.fromkeys(joined, joined))
    return sorted({id(group): group for group in group_of.values()}.values())


def own_things(article: Lifted) -> set[str]:
    """The minted things that an article describes, authorities and periods aside: those are shared by their nature."""
    names = article.names.names
    shared, periods = names.authorities.keys, f"{names.base}id/{KINDS['period'].path}/"
    subjects = {each.subject for evidence in article.evidence for each in evidence.assertions}
    things = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    return {thing for thing in things if thing not in shared and not thing.startswith(periods)}


def authority_quads(quads: Iterable[Quad], names: Names) -> Iterator[Quad]:
    """What the authority files say of the agents and places that some quads speak of, and of the bodies above them."""
    return authority_statements(authorities_named(quads, names), names).quads()


def authorities_named(statements: Iterable[Quad | Triple], names: Names) -> list[str]:
    """The keys of the authorities that some statements speak of, of the bodies above them, and of the editors."""
    key_of = names.authorities.keys
    named = {term.value for each in statements for term in (each.subject, each.object) if isinstance(term, NamedNode)}
    return with_parents(names.authorities, (key_of[iri] for iri in named if iri in key_of))


def authority_statements(keys: Iterable[str], names: Names) -> Statements:
    """What the authority files say of some agents and places; the ledger remembers that they are published."""
    found = Statements()
    for key in keys:
        names.authority(key)
        found |= _authority(names.authorities, key)
    return found


@cache
def _authority(authorities: Authorities, key: str) -> Statements:
    return publish([Judged(authority_evidence(authorities, key), DERIVED_STATUS)], authorities.base)


def vocabulary_quads() -> Iterator[Quad]:
    """Our schemes, and of our ontology what can be said without blank nodes, for queries that need names."""
    for graph in (loading.ontology_graph(), loading.schemes_graph()):
        yield from map(in_default_graph, _without_blank_nodes(graph))


def tombstones(ledger: Ledger, base: str) -> Iterator[Quad]:
    """What is left of things that were merged, split or withdrawn: when, why, and where to go (never owl:sameAs)."""
    for identifier, standing in sorted(ledger.departed()):
        yield from map(in_default_graph, _tombstone(identifier, standing, ledger, base))


def _tombstone(identifier: str, standing: Standing, ledger: Ledger, base: str) -> Iterator[Triple]:
    this = thing_iri(base, standing.kind, identifier)
    yield triple(this, OWL.deprecated, boolean(True))
    left = standing.at if "T" in standing.at else f"{standing.at}T00:00:00Z"
    yield triple(this, PROV.invalidatedAtTime, Literal(left, datatype=node(XSD.dateTime)))
    for successor in ledger.resolve(identifier):
        now = thing_iri(base, ledger.table[successor].kind, successor)
        yield triple(this, DCTERMS.isReplacedBy, now)
        yield triple(now, DCTERMS.replaces, this)
    if standing.why:
        yield triple(this, PG.tombstoneReason, words(standing.why, "en"))
    if standing.see:
        yield triple(this, RDFS.seeAlso, thing_iri(base, ledger.table[standing.see].kind, standing.see))


def _without_blank_nodes(graph: Graph) -> Iterator[Triple]:
    for subject, predicate, value in sorted(graph):
        if not isinstance(subject, BNode) and not isinstance(value, BNode):
            yield triple(str(subject), str(predicate), _term(value) if isinstance(value, RdflibLiteral) else str(value))


def _term(value: RdflibLiteral) -> Term:
    if value.language:
        return words(str(value), value.language)
    return Literal(str(value), datatype=node(str(value.datatype))) if value.datatype else plain(str(value))

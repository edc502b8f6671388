"""Agencies, organisations, persons and places as evidence: what the authority files say, by whom and on what ground."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pyoxigraph import Triple
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from mappings.lift.evidence import Evidence, evidence_iri, in_order
from mappings.lift.terms import Term, node, plain, stated_date, triple, words
from ontology import loading
from ontology.authority_files import PARENTS, Authorities
from ontology.errors import OntologyError
from ontology.terms import ONTOLOGY, PG

NAMES = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
UNSAID = (DCTERMS.source, DCTERMS.created)  # about the entry in the file, not about the authority
EDITORS = "editors"


@cache
def _written() -> str:
    """The day that the shipped authority files, which are released with the ontology, were last changed."""
    return str(loading.ontology_graph().value(ONTOLOGY, DCTERMS.modified))


@cache
def classes(authorities: Authorities, key: str) -> tuple[str, ...]:
    """What an authority is: the classes that its file gives it."""
    return tuple(sorted(map(str, authorities.graph.objects(authorities.iris[key], RDF.type))))


@lru_cache(maxsize=1 << 12)
def name_predicate(authorities: Authorities, key: str, name: str, language: str) -> URIRef:
    """How a name found in a text stands to an authority: preferred, alternative, or one to be hidden (an oddity)."""
    graph, iri = authorities.graph, authorities.iris[key]
    for predicate in NAMES:
        if (iri, predicate, RdflibLiteral(name, lang=language)) in graph:
            return URIRef(predicate)
    return URIRef(SKOS.altLabel)


def with_parents(authorities: Authorities, keys: Iterable[str]) -> list[str]:
    """The authorities that the keys name, the bodies they are parts of, and the editors; sorted."""
    graph, iris = authorities.graph, authorities.iris
    key_of: dict[Node, str] = {iri: key for key, iri in iris.items()}
    found: set[str] = set()
    waiting = {EDITORS, *keys}
    while waiting:
        key = waiting.pop()
        found.add(key)
        above = [up for each in PARENTS for up in graph.objects(iris[key], each)]
        waiting |= {key_of[up] for up in above if up in key_of} - found
    return sorted(found)


def authority_evidence(authorities: Authorities, key: str) -> Evidence:
    """The curated evidence for one authority: all that its file says of it, with the file's citation.

    Raises `OntologyError` when the file gives no citation.
    """
    graph, iri, base = authorities.graph, authorities.iris[key], authorities.base
    citations = sorted(str(each) for each in graph.objects(iri, DCTERMS.source))
    if not citations:
        raise OntologyError(
            "no citation", where=f"{authorities.file(key)}, {key}", fix="Add dcterms:source: where the facts come from."
        )
    facts = in_order(_facts(graph, iri))
    name = evidence_iri(base, facts, "authority", f"id/{str(iri).removeprefix(f'{base}id/')}")
    about = [triple(name, PROV.wasAttributedTo, str(authorities.iris[EDITORS]))]
    about += [triple(name, DCTERMS.created, stated_date(str(graph.value(iri, DCTERMS.created) or _written())))]
    about += [triple(name, DCTERMS.source, words(each, "en")) for each in citations]
    return Evidence(name, str(PG.CuratedEvidence), tuple(facts.values()), tuple(about), entry=f"authority:{key}")


def _facts(graph: Graph, iri: URIRef) -> Iterator[Triple]:
    for predicate, value in graph.predicate_objects(iri):
        if predicate not in UNSAID:
            yield triple(str(iri), str(predicate), _term(value))
            if predicate == SKOS.prefLabel and (iri, RDFS.label, value) not in graph:
                yield triple(str(iri), RDFS.label, _term(value))


def _term(value: Node) -> Term:
    if not isinstance(value, RdflibLiteral):
        return node(str(value))
    if value.language:
        return words(str(value), value.language)
    return plain(str(value))

"""Our vocabulary files as graphs and as plain tables: what the other rooms ask of the Turtle."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.terms import PG, PREFIXES, VOCABULARY, scheme

ROOM = Path(__file__).parent


def ontology_graph() -> Graph:
    """Our classes and properties, axioms included: `policy.ttl`."""
    return _parse([ROOM / "policy.ttl"])


def alignments_graph() -> Graph:
    """How our terms stand to those of other vocabularies: `alignments.ttl`."""
    return _parse([ROOM / "alignments.ttl"])


def schemes_graph() -> Graph:
    """All concept schemes with their concepts, links written both ways: `schemes/*.ttl`."""
    graph = _with_labels(_parse(sorted((ROOM / "schemes").glob("*.ttl"))))
    for forth, back in ((SKOS.broader, SKOS.narrower), (SKOS.topConceptOf, SKOS.hasTopConcept)):
        for one, other in list(graph.subject_objects(forth)):
            graph.add((other, back, one))
    return graph


def authorities_graph(base: str) -> Graph:
    """Agencies, organisations, persons and places, named under `base`: `authorities/*.ttl`."""
    return _with_labels(_parse(sorted((ROOM / "authorities").glob("*.ttl")), base))


def turtle_graph(path: Path, base: str) -> Graph:
    """A Turtle file of somebody else's, its relative IRIs under `base`, labels repeated as in our own files.

    Raises `OntologyError` when it is missing or no Turtle.
    """
    return _with_labels(_parse([path], base))


@cache
def concepts(scheme_name: str) -> frozenset[str]:
    """The slugs of the concepts in one scheme, deprecated ones left out.

    Raises `OntologyError` when there is no such scheme.
    """
    graph = _schemes()
    this = scheme(scheme_name)
    if (this, RDF.type, SKOS.ConceptScheme) not in graph:
        known = ", ".join(sorted(_slug(each) for each in graph.subjects(RDF.type, SKOS.ConceptScheme)))
        raise OntologyError("there is no such concept scheme", where=str(this), fix=f"Use one of: {known}.")
    members = graph.subjects(SKOS.inScheme, this)
    return frozenset(_slug(each) for each in members if graph.value(each, OWL.deprecated) is None)


@cache
def authority_iris(base: str) -> Mapping[str, URIRef]:
    """The IRI of each agency, organisation, person and place by its readable key (`ndrc`).

    Raises `OntologyError` when two of them share a key.
    """
    found: dict[str, URIRef] = {}
    for subject, _, notation in authorities_graph(base).triples((None, SKOS.notation, None)):
        key, iri = str(notation), URIRef(str(subject))
        if found.setdefault(key, iri) != iri:
            raise OntologyError(
                f"{found[key]} and {iri} share a key", where=f"authorities: {key}", fix="Give one of them another."
            )
    return found


@dataclass(frozen=True, slots=True)
class Chain:
    """`steps[0]` followed by `steps[1]`, … implies `implied`."""

    implied: URIRef
    steps: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Axioms:
    """What may be derived without a reasoner: the axioms of `policy.ttl` that speak of our own terms alone."""

    inverses: Mapping[URIRef, URIRef]  # both ways
    superclasses: Mapping[URIRef, tuple[URIRef, ...]]  # all of them, nearest first
    superproperties: Mapping[URIRef, tuple[URIRef, ...]]  # all of them, nearest first
    chains: tuple[Chain, ...]
    transitive: frozenset[URIRef]
    properties: frozenset[URIRef]
    classes: frozenset[URIRef]


@cache
def axioms() -> Axioms:
    """The axioms of `policy.ttl` that derivation needs, as tables."""
    graph = ontology_graph()
    classes = frozenset(_ours(graph.subjects(RDF.type, OWL.Class)))
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    properties = frozenset(each for kind in kinds for each in _ours(graph.subjects(RDF.type, kind)))
    return Axioms(
        inverses=_inverses(graph),
        superclasses={each: _above(graph, each, RDFS.subClassOf) for each in sorted(classes)},
        superproperties={each: _above(graph, each, RDFS.subPropertyOf) for each in sorted(properties)},
        chains=tuple(sorted(_chains(graph), key=lambda chain: (chain.implied, chain.steps))),
        transitive=frozenset(_ours(graph.subjects(RDF.type, OWL.TransitiveProperty))),
        properties=properties,
        classes=classes,
    )


def _parse(paths: Iterable[Path], base: str | None = None) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for path in paths:
        try:
            graph.parse(path, format="turtle", publicID=base)
        except FileNotFoundError as error:
            raise OntologyError("file not found", where=str(path), fix="Restore it from version control.") from error
        except (BadSyntax, ParserError, UnicodeDecodeError) as error:
            raise OntologyError(f"not Turtle: {error}", where=str(path), fix="Correct the syntax.") from error
    return graph


def _with_labels(graph: Graph) -> Graph:
    """The same graph, each preferred label repeated as rdfs:label for clients that know no SKOS."""
    for this, label in list(graph.subject_objects(SKOS.prefLabel)):
        graph.add((this, RDFS.label, label))
    return graph


@cache
def _schemes() -> Graph:
    return schemes_graph()  # parsed once; nobody but `concepts` holds this copy, and it only reads


def _inverses(graph: Graph) -> dict[URIRef, URIRef]:
    found: dict[URIRef, URIRef] = {}
    for one, other in graph.subject_objects(OWL.inverseOf):
        if isinstance(one, URIRef) and isinstance(other, URIRef):
            found |= {one: other, other: one}
    return found


def _chains(graph: Graph) -> Iterator[Chain]:
    for implied, head in graph.subject_objects(OWL.propertyChainAxiom):
        if isinstance(implied, URIRef) and isinstance(head, BNode):
            yield Chain(implied, tuple(_ours(Collection(graph, head))))


def _above(graph: Graph, term: URIRef, relation: URIRef) -> tuple[URIRef, ...]:
    """Our terms above this one, nearest first; a defined class lies under its named conjuncts."""
    nearest = list(_ours(graph.objects(term, relation)))
    if relation == RDFS.subClassOf:
        for definition in graph.objects(term, OWL.equivalentClass):
            for conjuncts in graph.objects(definition, OWL.intersectionOf):
                nearest += _ours(Collection(graph, conjuncts))
    further = [each for near in sorted(nearest) for each in _above(graph, near, relation)]
    return tuple(dict.fromkeys([*sorted(nearest), *further]))


def _ours(terms: Iterable[Node]) -> Iterator[URIRef]:
    return (term for term in terms if isinstance(term, URIRef) and term in PG)


def _slug(iri: Node) -> str:
    return str(iri).removeprefix(f"{VOCABULARY}scheme/").rpartition("/")[2]

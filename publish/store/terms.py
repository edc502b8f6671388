"""Where the terms of rdflib and of pyoxigraph meet: nobody else turns one into the other."""

from functools import lru_cache

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from ontology.errors import StoreError
from publish.store.interface import Quad

OxigraphTerm = ox.NamedNode | ox.BlankNode | ox.Literal
OxigraphSubject = ox.NamedNode | ox.BlankNode


@lru_cache(10_000)
def to_iri(value: str) -> URIRef:
    """An IRI that a store holds; the same few come again and again."""
    return URIRef(value)


def to_rdflib(term: object) -> Node:
    """The same term in rdflib. Literals keep their spelling; nothing is normalised."""
    match term:
        case ox.NamedNode():
            return to_iri(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            if term.language:
                return Literal(term.value, lang=term.language)
            datatype = term.datatype.value
            if datatype == str(XSD.string):
                return Literal(term.value)
            return Literal(term.value, datatype=to_iri(datatype), normalize=False)
    raise StoreError(f"{term} is an RDF 1.2 term", where="store", fix="Ask for its three parts apart.")


def to_oxigraph(term: Node) -> OxigraphTerm:
    """The same term in pyoxigraph. Raises `StoreError` when it is no valid RDF term."""
    try:
        match term:
            case URIRef():
                return ox.NamedNode(str(term))
            case BNode():
                return ox.BlankNode(str(term))
            case Literal():
                if term.language:
                    return ox.Literal(str(term), language=term.language)
                return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))
    except ValueError as error:
        raise StoreError(f"not a valid term: {error}", where=repr(term), fix="Correct the term.") from error
    raise StoreError("not an RDF term", where=repr(term), fix="Use an IRI, a blank node or a literal.")


def to_subject(term: Node) -> OxigraphSubject | None:
    """The term as a subject, or None where it cannot be one."""
    subject = to_oxigraph(term)
    return subject if isinstance(subject, OxigraphSubject) else None


def to_quad(quad: Quad) -> ox.Quad:
    """The same quad in pyoxigraph."""
    subject, predicate, target, graph = quad
    this = to_subject(subject)
    if this is None:
        raise StoreError("a literal cannot be a subject", where=repr(subject), fix="Use an IRI or a blank node.")
    name = ox.NamedNode(str(graph)) if graph else ox.DefaultGraph()
    return ox.Quad(this, ox.NamedNode(str(predicate)), to_oxigraph(target), name)

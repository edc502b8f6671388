"""Statements as bytes in the RDF formats, always in the same order, so that equal statements give equal bytes."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ontology.errors import StoreError
from ontology.terms import RDF
from publish.store.interface import Quad
from publish.store.terms import to_quad, to_rdflib

RDF_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


def serialize(quads: Iterable[Quad], media_type: str, prefixes: Mapping[str, str], first: str = "") -> bytes:
    """The quads in one of `RDF_FORMATS`, each once, sorted; what is said about the IRI `first` comes first.

    A format without named graphs gets the default graph alone.
    """
    form = RDF_FORMATS[media_type]
    rows = {to_quad(quad) for quad in quads if form.supports_datasets or quad[3] is None}
    ordered = sorted(rows, key=lambda quad: _reading_order(quad, first))
    used = _used_prefixes(ordered, prefixes) if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else dict(prefixes)
    content: Iterable[ox.Quad] | Iterable[ox.Triple] = ordered
    if not form.supports_datasets:
        content = [quad.triple for quad in ordered]
    written = ox.serialize(content, format=form, prefixes=used)
    assert written is not None  # bytes, because no output file was given
    return written


def parse(content: bytes, media_type: str, base: str | None = None) -> list[Quad]:
    """The quads of a file, blank nodes named by their content (RDFC-1.0), so that they are the same in every process.

    Raises `StoreError` with line and column when it cannot be read.
    """
    try:
        dataset = ox.Dataset(ox.parse(content, format=RDF_FORMATS[media_type], base_iri=base))
    except SyntaxError as error:
        raise StoreError(f"not {media_type}: {error}", where="RDF file", fix="Correct the syntax.") from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [_to_rdflib_quad(quad) for quad in sorted(dataset, key=str)]


def _to_rdflib_quad(quad: ox.Quad) -> Quad:
    graph = quad.graph_name
    named = to_rdflib(graph) if isinstance(graph, ox.NamedNode) else None
    return to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object), named  # type: ignore[return-value]


def _reading_order(quad: ox.Quad, first: str) -> tuple[bool, str, bool, str, bool, str, str]:
    """Default graph first; in it the subject of interest; of each subject its types."""
    graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    subject, predicate = str(quad.subject), quad.predicate.value
    of_interest = subject == f"<{first}>"
    return bool(graph), graph, not of_interest, subject, predicate != str(RDF.type), predicate, str(quad.object)


def _used_prefixes(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that shorten something: a page of thirty unused ones helps nobody."""
    iris = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode)
    }
    iris |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, ox.Literal)}
    return {name: start for name, start in prefixes.items() if any(iri.startswith(start) for iri in iris)}

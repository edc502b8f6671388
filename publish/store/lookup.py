"""Statements about one thing, read from a sorted dump: for releases whose store nobody has opened."""

import mmap
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from publish.store.interface import Fact
from publish.store.table import first_not_before
from publish.store.terms import to_rdflib


def statements_about(dump: Path, subject: URIRef) -> list[Fact]:
    """What the default graph of a release says about a subject, found by bisection in its N-Quads."""
    return [
        Fact(URIRef(quad.predicate.value), to_rdflib(quad.object), accepted=True)
        for quad in _quads(dump, b"<%b> " % str(subject).encode())
        if isinstance(quad.graph_name, ox.DefaultGraph)
    ]


def graphs_about(dump: Path, subject: URIRef) -> tuple[URIRef, ...]:
    """The named graphs of a release that say something about a subject."""
    names = (quad.graph_name for quad in _quads(dump, b"<%b> " % str(subject).encode()))
    return tuple(dict.fromkeys(URIRef(name.value) for name in names if isinstance(name, ox.NamedNode)))


def links_from(dump: Path, start: str, predicate: URIRef, most: int) -> Iterator[tuple[URIRef, URIRef]]:
    """Who links to what by a predicate, among the subjects that begin so; of at most so many bytes of the dump."""
    for quad in _quads(dump, b"<%b" % start.encode(), most):
        if quad.predicate.value == str(predicate) and isinstance(quad.object, ox.NamedNode):
            yield URIRef(quad.subject.value), URIRef(quad.object.value)  # type: ignore[union-attr]


def _quads(dump: Path, start: bytes, most: int | None = None) -> list[ox.Quad]:
    """The lines that begin so, as quads; no more of them than fit into so many bytes."""
    with dump.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        begin = first_not_before(content, start)
        end = begin
        while content[end : end + len(start)] == start and (most is None or end - begin < most):
            end = content.find(b"\n", end) + 1
        return list(ox.parse(content[begin:end], format=ox.RdfFormat.N_QUADS))

"""Statements about one thing, read from a sorted dump: for releases whose store nobody has opened."""

import mmap
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from publish.store.interface import Fact
from publish.store.table import first_not_before
from publish.store.terms import to_rdflib


def statements_about(dump: Path, subject: URIRef) -> list[Fact]:
    """What the default graph of a release says about a subject, found by bisection in its N-Quads."""
    start = b"<%b> " % str(subject).encode()
    with dump.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        begin = first_not_before(content, start)
        end = begin
        while content[end : end + len(start)] == start:
            end = content.find(b"\n", end) + 1
        quads = list(ox.parse(content[begin:end], format=ox.RdfFormat.N_QUADS))
    return [
        Fact(URIRef(quad.predicate.value), to_rdflib(quad.object), accepted=True)
        for quad in quads
        if isinstance(quad.graph_name, ox.DefaultGraph)
    ]

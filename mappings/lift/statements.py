"""Statements: a triple, and the field of the record that it comes from. What the descriptions yield."""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Triple
from rdflib import RDF

from mappings.lift.terms import Term, triple


class Statement(NamedTuple):
    """One triple and the field it says."""

    field: str
    triple: Triple


def state(field: str, subject: str, predicate: str, value: str | Term | None) -> Iterator[Statement]:
    """The statement that a field makes; nothing where the field has no value."""
    if value is not None:
        yield Statement(field, triple(subject, predicate, value))


def is_a(subject: str, kind: str) -> Iterator[Statement]:
    """That the thing exists, and of what kind it is."""
    yield Statement("exists", triple(subject, RDF.type, kind))

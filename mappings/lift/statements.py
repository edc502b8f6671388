"""Statements: a triple, and the field of the record that it comes from. What the descriptions yield."""

from typing import NamedTuple

from pyoxigraph import Triple
from rdflib import RDF

from mappings.lift.terms import Term, triple


class Statement(NamedTuple):
    """One triple and the field it says."""

    field: str
    triple: Triple


def state(field: str, subject: str, predicate: str, value: str | Term | None) -> tuple[Statement, ...]:
    """The statement that a field makes; nothing where the field has no value."""
    return () if value is None else (Statement(field, triple(subject, predicate, value)),)


def is_a(subject: str, kind: str) -> tuple[Statement, ...]:
    """That the thing exists, and of what kind it is."""
    return (Statement("exists", triple(subject, RDF.type, kind)),)

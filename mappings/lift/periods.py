"""Periods described: first and last day, and how librarians write it (EDTF, ISO 8601-2)."""

from collections.abc import Iterator

from pyoxigraph import Literal
from rdflib import SKOS, XSD

from mappings.lift.statements import Statement, is_a
from mappings.lift.terms import labels, node, plain, triple
from mappings.record.values import Label, first_day, last_day
from ontology.terms import PG


def describe_period(field: str, this: str, edtf: str) -> Iterator[Statement]:
    """The period that an EDTF date or interval names. It exists by being spoken of: all rests on the field's words."""
    begin, _, end = edtf.partition("/")
    days = {PG.firstDay: first_day(begin), PG.lastDay: last_day(end or begin)}
    described = [statement.triple for statement in is_a(this, PG.Period)]
    described += [triple(this, day, Literal(value.isoformat(), datatype=node(XSD.date))) for day, value in days.items()]
    described += [triple(this, SKOS.notation, plain(edtf)), *labels(this, Label(en=edtf, zh=edtf))]
    return (Statement(field, each) for each in described)

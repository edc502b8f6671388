"""The terms that graphs are made of: one place where values become RDF terms."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDFS, SKOS, XSD

from mappings.record.values import Label

Term = NamedNode | Literal
DATE_TYPES = (XSD.gYear, XSD.gYearMonth, XSD.date)  # by the number of hyphens in what is stated


class _Nodes(dict[str, NamedNode]):
    """IRIs as terms, kept for the next time; all are forgotten at once where they are many."""

    def __missing__(self, iri: str) -> NamedNode:
        if len(self) >= _MOST_NODES:
            self.clear()
        self[iri] = term = NamedNode(iri)
        return term


_MOST_NODES = 1 << 13
_NODES = _Nodes()


def node(iri: str) -> NamedNode:
    """The IRI as a term. Those of vocabularies come again and again, those of an article a few times."""
    return _NODES[iri]


def triple(subject: str, predicate: str, value: "str | Term") -> Triple:
    """A triple of two IRIs and a value; a plain string as value is an IRI too."""
    return Triple(_NODES[subject], _NODES[predicate], _NODES[value] if isinstance(value, str) else value)


def words(text: str, language: str) -> Literal:
    """Text in a language."""
    return Literal(text, language=language)


def plain(text: str) -> Literal:
    """Text in no language: a file name, a notation, a reason."""
    return Literal(text)


@lru_cache(maxsize=1 << 12)
def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=node(XSD.integer))


def decimal(value: Decimal) -> Literal:
    """A number in base ten, in its canonical form: no exponent, no idle zeros (XML Schema 1.1, 3.3.3.2)."""
    return Literal(format(value.normalize(), "f"), datatype=node(XSD.decimal))


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal(str(value).lower(), datatype=node(XSD.boolean))


def stated_date(stated: str) -> Literal:
    """A year, month or day at the precision it is stated in, never padded."""
    return Literal(stated, datatype=node(DATE_TYPES[stated.count("-")]))


def date_time(stated: str) -> Literal:
    """A point in time, with or without a zone as stated."""
    return Literal(stated, datatype=node(XSD.dateTime))


def digest(sha256: str) -> Literal:
    """A SHA-256 in lower-case hexadecimal."""
    return Literal(sha256, datatype=_HEX)


def labels(subject: str, label: Label) -> Iterator[Triple]:
    """The names of a thing in both languages; `rdfs:label` repeats them for clients that know nothing else."""
    this, names = node(subject), (words(label.en, "en"), words(label.zh, "zh"))
    return (Triple(this, predicate, name) for predicate in _NAMES for name in names)


_NAMES = (node(SKOS.prefLabel), node(RDFS.label))
_HEX = node(XSD.hexBinary)

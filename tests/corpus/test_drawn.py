"""Forty published triples, drawn by seed, that a person has read against their words: `drawn.tsv` has the verdicts.

Whoever changes the dataset changes the draw. Then read the new ones in the article, with their context, and write down
what you found; a verdict is never carried over to another triple or another span.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from ontology.terms import DEFAULT_BASE, PREFIXES, RDFS, SKOS, VOCABULARY, XSD

Row: TypeAlias = dict[str, str]
Ask: TypeAlias = Callable[[str], list[Row]]

SEED = 20261125
DRAWN = 40
DRAW_COLUMNS = ("thing", "label", "predicate", "object", "evidence", "article", "span")
VERDICTS = ("supported", "supported with context")


def draw(quads: tuple[Quad, ...], readings: Mapping[str, tuple[str, int, int]]) -> list[Row]:
    """The drawn triples with the reading that each rests on: the first one in the first article."""
    published = {quad.triple for quad in quads if quad.graph_name == DefaultGraph()}
    grounds: dict[Triple, list[tuple[str, int, int, str]]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in readings and quad.triple in published:
            grounds[quad.triple].append((*readings[quad.graph_name.value], quad.graph_name.value))
    drawn = random.Random(SEED).sample(sorted(grounds, key=_relative), DRAWN)
    labels = _labels(quads)
    return [_row(triple, min(grounds[triple]), labels) for triple in sorted(drawn, key=lambda each: min(grounds[each]))]


@pytest.fixture(scope="module")
def drawn(corpus_quads: tuple[Quad, ...], ask: Ask) -> list[Row]:
    """The draw from the dataset as it is."""
    rows = ask(
        """SELECT ?e ?file ?start ?end { ?e a pg:TextEvidence ; oa:hasTarget ?span ;
          pg:reviewStatus c:review\\/accepted . ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector ?position .
          ?position oa:start ?start ; oa:end ?end }"""
    )
    return draw(corpus_quads, {row["e"]: (row["file"][:3], int(row["start"]), int(row["end"])) for row in rows})


@pytest.fixture(scope="module")
def read(table: Callable[[str], list[Row]]) -> list[Row]:
    """The triples that were read, with their verdicts."""
    return table("drawn.tsv")


def test_the_forty_drawn_triples_are_those_that_were_read(drawn: list[Row], read: list[Row]) -> None:
    known = [tuple(row[column] for column in DRAW_COLUMNS) for row in read]
    unread = ["\t".join(row.values()) for row in drawn if tuple(row.values()) not in known]
    assert unread == [], "read these against their words, and write your verdict into drawn.tsv:\n" + "\n".join(unread)
    assert known == [tuple(row.values()) for row in drawn], "drawn.tsv has rows that are not drawn, or another order"


def test_every_drawn_triple_is_supported_by_its_words(read: list[Row]) -> None:
    assert len(read) == DRAWN
    assert [row for row in read if row["verdict"] not in VERDICTS] == []


def test_every_verdict_says_what_was_found(read: list[Row]) -> None:
    assert [row for row in read if len(row["remark"].split()) < 4] == []


def test_a_reading_that_needs_its_context_has_one(read: list[Row], ask: Ask) -> None:
    with_context = {row["e"] for row in ask("SELECT DISTINCT ?e { ?e pg:contextTarget ?span }")}
    needing = [row for row in read if row["verdict"] == "supported with context"]
    assert [row for row in needing if f"{DEFAULT_BASE}id/{row['evidence']}" not in with_context] == []


def _relative(triple: Triple) -> str:
    return str(triple).replace(f"<{DEFAULT_BASE}", "<")


def _labels(quads: tuple[Quad, ...]) -> dict[str, str]:
    """The English label of each thing and concept."""
    names = (str(SKOS.prefLabel), str(RDFS.label))
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate.value in names
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == "en"
    }


def _row(triple: Triple, reading: tuple[str, int, int, str], labels: Mapping[str, str]) -> Row:
    article, start, end, evidence = reading
    assert isinstance(triple.subject, NamedNode)
    thing = triple.subject.value
    values = (
        thing.removeprefix(f"{DEFAULT_BASE}id/"),
        labels[thing],
        _short(triple.predicate.value),
        _object(triple.object, labels),
        evidence.removeprefix(f"{DEFAULT_BASE}id/"),
        article,
        f"{start}-{end}",
    )
    return dict(zip(DRAW_COLUMNS, values, strict=True))


def _object(value: object, labels: Mapping[str, str]) -> str:
    if isinstance(value, Literal):
        suffix = f"@{value.language}" if value.language else f"^^{_short(value.datatype.value)}"
        return value.value + suffix.removesuffix(f"^^{_short(str(XSD.string))}")
    assert isinstance(value, NamedNode)
    name = value.value
    if name.startswith(f"{DEFAULT_BASE}id/"):
        return f"{name.removeprefix(f'{DEFAULT_BASE}id/')} ({labels[name]})"
    return name.removeprefix(f"{VOCABULARY}scheme/") if name.startswith(f"{VOCABULARY}scheme/") else _short(name)


def _short(iri: str) -> str:
    """The IRI with a prefix, as far as we have one."""
    fits = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fits:
        return iri
    namespace, prefix = max(fits, key=lambda each: len(each[0]))
    return f"{prefix}:{iri.removeprefix(namespace)}"

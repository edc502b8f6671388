"""The counts of VoID from what each unit contributes: numbers of statements, and names of what others may name too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rdflib import RDF

from publish.release.pieces import Parted
from publish.store.dataset import Counts, Statement
from publish.store.sorting import sorted_lines


@dataclass
class _Counted:
    """What some statements hold; each class of a subject is one statement."""

    triples: int = 0
    graph_triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    graphs: set[str] = field(default_factory=set)

    def takes(self, statement: Statement) -> None:
        """Count a statement."""
        if statement.graph:
            self.graph_triples += 1
            self.graphs.add(statement.graph)
            return
        self.triples += 1
        self.properties[statement.predicate] += 1
        if statement.predicate == str(RDF.type) and statement.object:
            self.classes[statement.object] += 1


def piece(parts: Parted) -> dict[str, Any]:
    """What a unit contributes: of its own statements alone, for those that it shares are counted once for all."""
    counted = _Counted()
    for each in parts.own:
        counted.takes(each)
    return {
        "triples": counted.triples,
        "graph_triples": counted.graph_triples,
        "classes": counted.classes,
        "properties": counted.properties,
        "graphs": sorted(counted.graphs),
        "subjects": sorted({each.subject for each in _accepted(parts.own)}),
        "objects": sorted(set(map(_object, _accepted(parts.own)))),
    }


def merged(pieces: Iterable[Mapping[str, Any]], shared: Sequence[Statement], base: str) -> Counts:
    """The counts of all units and of what they share; `pieces` are read several times."""
    counted = _Counted()
    for statement in shared:
        counted.takes(statement)
    for unit in pieces:
        counted.triples += unit["triples"]
        counted.graph_triples += unit["graph_triples"]
        counted.classes.update(unit["classes"])
        counted.properties.update(unit["properties"])
        counted.graphs.update(unit["graphs"])
    subjects = entities = 0
    for subject in sorted_lines(_named("subjects", pieces, (each.subject for each in _accepted(shared)))):
        subjects += 1
        entities += subject.startswith(f"{base}id/".encode()) and b"#" not in subject
    return Counts(
        triples=counted.triples,
        subjects=subjects,
        objects=sum(1 for _ in sorted_lines(_named("objects", pieces, map(_object, _accepted(shared))))),
        entities=entities,
        classes=dict(sorted(counted.classes.items())),
        properties=dict(sorted(counted.properties.items())),
        graph_triples=counted.graph_triples,
        graphs=len(counted.graphs),
    )


def _accepted(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (each for each in statements if not each.graph)


def _named(what: str, pieces: Iterable[Mapping[str, Any]], shared: Iterable[str]) -> Iterator[bytes]:
    """The subjects or objects of the default graph, some of them more than once."""
    for unit in pieces:
        yield from (each.encode() for each in unit[what])
    yield from (each.encode() for each in shared)


def _object(statement: Statement) -> str:
    """The object as it is written in N-Quads."""
    return statement.line.split(b" ", 2)[2].removesuffix(b" .").decode()

"""A dataset in one order: sorted, without repetition, and written the same way on every machine.

Prefixes, formats and counts of a release come from here; the release itself never touches the store's library.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import StoreError
from ontology.terms import PREFIXES

Quad = ox.Quad
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a dataset: its media type, and whether it can hold named graphs."""

    extension: str
    media_type: str
    rdf_format: ox.RdfFormat
    holds_graphs: bool


FORMATS = {
    each.extension: each
    for each in (
        Format("nq", "application/n-quads", ox.RdfFormat.N_QUADS, True),
        Format("trig", "application/trig", ox.RdfFormat.TRIG, True),
        Format("ttl", "text/turtle", ox.RdfFormat.TURTLE, False),
        Format("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD, False),
    )
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What VoID tells about the default graph, and how many quads and evidence graphs stand beside it."""

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graph_triples: int
    graphs: int


@dataclass(frozen=True)
class Dataset:
    """Quads, each once, in the order of their N-Quads lines."""

    by_line: Mapping[bytes, ox.Quad]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> "Dataset":
        """The dataset of these quads, whatever order they come in.

        Raises `StoreError` naming the first blank node: what is worth saying has an IRI.
        """
        given = list(quads)
        by_line = dict(zip(_lines(given), given, strict=True))
        for line in sorted(by_line):
            quad = by_line[line]
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise StoreError("has a blank node", where=line.decode(), fix="Give it an IRI of its own.")
        return cls({line: by_line[line] for line in sorted(by_line)})

    @classmethod
    def read(cls, path: Path) -> "Dataset":
        """The dataset in a dump, whose format its extension tells.

        Raises `StoreError` when the file cannot be read or breaks its format.
        """
        try:
            return cls.of(ox.parse(path=str(path), format=FORMATS[path.suffix[1:]].rdf_format))
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"cannot be read: {error}", where=str(path), fix="Restore it from a copy.") from error

    def __len__(self) -> int:
        return len(self.by_line)

    @property
    def default_graph(self) -> "Dataset":
        """What is accepted, and the bookkeeping."""
        return Dataset(
            {line: quad for line, quad in self.by_line.items() if isinstance(quad.graph_name, ox.DefaultGraph)}
        )

    @property
    def graph_names(self) -> list[str]:
        """The named graphs, sorted: the evidence."""
        names = {quad.graph_name.value for quad in self.by_line.values() if isinstance(quad.graph_name, ox.NamedNode)}
        return sorted(names)

    def subjects(self) -> set[str]:
        """What is spoken about, in whichever graph."""
        return {quad.subject.value for quad in self.by_line.values() if isinstance(quad.subject, ox.NamedNode)}

    def encoded(self, extension: str) -> bytes:
        """The bytes of a dump, the same on every machine. A format without named graphs holds the default graph."""
        form = FORMATS[extension]
        if form.rdf_format == ox.RdfFormat.N_QUADS:
            return b"".join(line + b"\n" for line in self.by_line)
        if form.holds_graphs:
            ordered = sorted(self.by_line.values(), key=lambda quad: getattr(quad.graph_name, "value", ""))
            return _serialise(ordered, form)
        written = _serialise([quad.triple for quad in self.default_graph.by_line.values()], form)
        return _one_node_a_line(written) if form.rdf_format == ox.RdfFormat.JSON_LD else written

    def store(self) -> ox.Store:
        """The dataset in a store in memory, for validation and queries."""
        store = ox.Store()
        store.bulk_extend(self.by_line.values())
        return store

    def rows(self, select: str) -> list[bytes]:
        """The lines of the answer to a SELECT, as tab-separated values."""
        answer = self.store().query(select)
        assert isinstance(answer, ox.QuerySolutions)
        written = answer.serialize(format=ox.QueryResultsFormat.TSV)
        assert written is not None
        return written.splitlines()

    def counts(self, entity_space: str) -> Counts:
        """The counts of VoID; an entity is a subject whose IRI begins with `entity_space` and has no fragment."""
        quads = list(self.by_line.values())
        accepted = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
        subjects = {quad.subject.value for quad in accepted if isinstance(quad.subject, ox.NamedNode)}
        typed = {(quad.subject.value, quad.object.value) for quad in accepted
                 if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode)
                 and isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
        return Counts(
            triples=len(accepted),
            subjects=len(subjects),
            objects=len({quad.object for quad in accepted}),
            entities=sum(1 for subject in subjects if subject.startswith(entity_space) and "#" not in subject),
            classes=_tally(kind for _, kind in typed),
            properties=_tally(quad.predicate.value for quad in accepted),
            graph_triples=len(quads) - len(accepted),
            graphs=len(self.graph_names),
        )


def to_ntriples(triples: Iterable[ox.Triple]) -> str:
    """The triples as N-Triples, in the order given."""
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode()


def from_ntriples(written: str) -> tuple[ox.Triple, ...]:
    """The triples of `to_ntriples`, in their order."""
    return tuple(quad.triple for quad in ox.parse(written, format=ox.RdfFormat.N_TRIPLES))


def _tally(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _lines(quads: list[ox.Quad]) -> list[bytes]:
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    return written.split(b"\n")[:-1]


def _serialise(statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: Format) -> bytes:
    written = ox.serialize(statements, format=form.rdf_format, prefixes=PREFIXES)
    assert written is not None
    return written


def _one_node_a_line(written: bytes) -> bytes:
    nodes = [json.dumps(node, ensure_ascii=False, sort_keys=True) for node in json.loads(written)]
    return ("[\n" + ",\n".join(nodes) + "\n]\n").encode()

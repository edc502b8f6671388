"""A dataset in one order: sorted, without repetition, and written the same way on every machine.

Prefixes, formats and counts of a release come from here; the release itself never touches the store's library.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby, islice, pairwise
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import StoreError
from ontology.terms import PREFIXES
from publish.store.sorting import LineFile, sorted_lines

Quad = ox.Quad
Store = ox.Store
_AT_ONCE = 10_000  # quads or subjects
_LOADED_AT_ONCE = 200_000  # quads
_BLOCKS_AT_ONCE = 30_000  # pieces of dumps in memory
IN_MEMORY = 500_000  # quads that a store may hold in memory
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a dataset, and its media type."""

    extension: str
    media_type: str
    rdf_format: ox.RdfFormat


FORMATS = {
    each.extension: each
    for each in (
        Format("nq", "application/n-quads", ox.RdfFormat.N_QUADS),
        Format("trig", "application/trig", ox.RdfFormat.TRIG),
        Format("ttl", "text/turtle", ox.RdfFormat.TURTLE),
        Format("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
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


@dataclass(frozen=True, slots=True)
class Statement:
    """A quad for those who do not know the store's library: `object` and `graph` are empty where they are no IRI."""

    line: bytes
    subject: str
    predicate: str
    object: str
    graph: str
    text: str  # of a literal


@dataclass(frozen=True)
class Dataset:
    """Quads, each once, in the order of their N-Quads lines: held in memory, or in a file that is read as needed."""

    lines: Sequence[bytes] | LineFile

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> "Dataset":
        """The dataset of these quads, whatever order they come in.

        Raises `StoreError` naming the first blank node: what is worth saying has an IRI.
        """
        return cls.of_lines(to_lines(quads))

    @classmethod
    def of_lines(cls, lines: Iterable[bytes]) -> "Dataset":
        """The dataset of these lines of N-Quads, spelled as `to_lines` does. Raises `StoreError` as `of` does."""
        return cls(list(_without_blank_nodes(sorted(set(lines)))))

    @classmethod
    def merged(cls, lines: Iterable[bytes], path: Path) -> "Dataset":
        """The same in a new file, for more lines than memory should hold."""
        return cls(LineFile.written(path, _without_blank_nodes(sorted_lines(lines))))

    @classmethod
    def read(cls, path: Path) -> "Dataset":
        """The dataset in a dump, whose format its extension tells.

        Raises `StoreError` when the file cannot be read or breaks its format.
        """
        with _readable(path):
            return cls.of(_parsed(path))

    def __len__(self) -> int:
        return len(self.lines)

    def quads(self) -> Iterator[ox.Quad]:
        """The quads in their order. Raises `StoreError` as `read` does."""
        if isinstance(self.lines, LineFile):
            with _readable(self.lines.path):
                yield from _parsed(self.lines.path)
        else:
            yield from ox.parse(b"\n".join([*self.lines, b""]), format=ox.RdfFormat.N_QUADS)

    @property
    def by_line(self) -> Mapping[bytes, ox.Quad]:
        """Each quad by its line, all in memory."""
        return dict(zip(self.lines, self.quads(), strict=True))

    @property
    def default_graph(self) -> "Dataset":
        """What is accepted, and the bookkeeping; in memory."""
        return Dataset(list(self.accepted_lines()))

    @cached_property
    def graph_names(self) -> list[str]:
        """The named graphs, sorted: the evidence."""
        return sorted({quad.graph_name.value for quad in self.quads() if isinstance(quad.graph_name, ox.NamedNode)})

    def subjects(self) -> set[str]:
        """What is spoken about, in whichever graph."""
        return set(self.each_subject())

    def each_subject(self, *, accepted: bool = False) -> Iterator[str]:
        """What is spoken about, one after the other in their order; of the default graph alone, if asked so."""
        before = None
        for quad in self.quads():
            this = quad.subject
            if isinstance(this, ox.NamedNode) and this != before and (not accepted or _is_accepted(quad)):
                before = this  # statements about one subject stand together
                yield this.value

    def accepted_lines(self) -> Iterator[bytes]:
        """The lines of the default graph."""
        return (line for line, quad in zip(self.lines, self.quads(), strict=True) if _is_accepted(quad))

    def is_in_order(self) -> bool:
        """Whether each line comes after the one before, and is spelled as `to_lines` does."""
        spelled = _each_line(self.quads())
        in_order = (before < line == again for (before, line), again in zip(self._pairs(), spelled, strict=True))
        return all(in_order)

    def _pairs(self) -> Iterator[tuple[bytes, bytes]]:
        return pairwise(chain([b""], self.lines))

    def statements(self) -> Iterator[Statement]:
        """The quads with their lines, in their order."""
        for line, quad in zip(self.lines, self.quads(), strict=True):
            target, graph = quad.object, quad.graph_name
            yield Statement(
                line,
                subject=quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "",
                predicate=quad.predicate.value,
                object=target.value if isinstance(target, ox.NamedNode) else "",
                graph=graph.value if isinstance(graph, ox.NamedNode) else "",
                text=target.value if isinstance(target, ox.Literal) else "",
            )

    def write(self, path: Path) -> None:
        """The dump as N-Quads; `write_dumps` makes the others."""
        LineFile.written(path, self.lines)

    def _accepted(self) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self.quads() if _is_accepted(quad))

    def store(self) -> ox.Store:
        """The dataset in a store in memory, for validation and queries."""
        store = ox.Store()
        load_lines(self.lines, store)
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
        count, classes, properties = _Count(entity_space), Counter[str](), Counter[str]()
        for this, some in groupby(self.quads(), key=lambda quad: quad.subject):
            accepted = [quad for quad in some if count.sees(quad)]
            properties.update(quad.predicate.value for quad in accepted)
            classes.update({quad.object.value for quad in accepted
                            if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode)})  # fmt: skip
            if accepted and isinstance(this, ox.NamedNode):
                count.takes(this.value)
        objects = sorted_lines(str(triple.object).encode() for triple in self._accepted())
        return Counts(
            triples=count.triples,
            subjects=count.subjects,
            objects=sum(1 for _ in objects),
            entities=count.entities,
            classes=dict(sorted(classes.items())),
            properties=dict(sorted(properties.items())),
            graph_triples=count.graph_triples,
            graphs=len(count.graphs),
        )


@dataclass(slots=True)
class _Count:
    """What was counted so far."""

    entity_space: str
    triples: int = 0
    subjects: int = 0
    entities: int = 0
    graph_triples: int = 0
    graphs: set[str] = field(default_factory=set)

    def sees(self, quad: ox.Quad) -> bool:
        """Count a quad; whether it is accepted."""
        if isinstance(quad.graph_name, ox.NamedNode):
            self.graph_triples += 1
            self.graphs.add(quad.graph_name.value)
            return False
        self.triples += 1
        return True

    def takes(self, subject: str) -> None:
        """Count a subject of the default graph."""
        self.subjects += 1
        self.entities += subject.startswith(self.entity_space) and "#" not in subject


def blocks(accepted: Iterable[bytes], named: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of N-Quads as pieces of dumps, which `write_dumps` puts together: one for each subject or named graph.

    All that a release says of the subjects in `accepted`, and all lines of the graphs in `named`, must be given.
    """
    lines = list(_without_blank_nodes(accepted))
    triples = [quad.triple for quad in _quads_of(lines)]
    subjects = list(dict.fromkeys(line[: line.index(b" ") + 1] for line in lines))
    turtle = _cut(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"")
    nodes = _each_node(triples)
    for subject, block, node in zip(subjects, turtle, nodes, strict=True):
        yield b"d%b\t%b\xfe%b" % (subject, block, node)
    by_graph = sorted((quad.graph_name.value, str(quad), quad) for quad in _quads_of(named)
                      if isinstance(quad.graph_name, ox.NamedNode))  # fmt: skip
    graphs = list(dict.fromkeys(name for name, _, _ in by_graph))
    trig = _cut(ox.serialize((quad for _, _, quad in by_graph), format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"")
    for name, block in zip(graphs, trig, strict=True):
        yield b"g%b\0%b" % (name.encode(), block)


def subject_of(block: bytes) -> bytes:
    """What a block of the default graph is about, as N-Quads writes it; nothing for the block of a named graph."""
    return block[1 : block.index(b" ")] if block.startswith(b"d") else b""


def lines_in(block: bytes) -> list[bytes]:
    """The lines that a block of the default graph was made of."""
    node = block.partition(b"\xfe")[2]
    return to_lines(ox.parse(node, format=ox.RdfFormat.JSON_LD))


def write_dumps(pieces: Iterable[bytes], folder: Path) -> None:
    """`accepted.ttl`, `accepted.jsonld` and `dataset.trig` from `blocks`, the same bytes in whatever order they come.

    They are what the store's library writes of the sorted statements: first the default graph, then the others by name;
    in JSON-LD, each subject has a line.
    """
    head = _head()
    with (
        (folder / "accepted.ttl").open("wb") as turtle,
        (folder / "accepted.jsonld").open("wb") as json_ld,
        (folder / "dataset.trig").open("wb") as trig,
    ):
        turtle.write(head)
        trig.write(head)
        separator = b"[\n"
        for piece in sorted_lines(pieces, _BLOCKS_AT_ONCE):
            if piece.startswith(b"g"):
                trig.write(piece[piece.index(b"\0") + 1 :].replace(b"\xff", b"\n"))
                continue
            block, _, node = piece[piece.index(b"\t") + 1 :].partition(b"\xfe")
            block = block.replace(b"\xff", b"\n")
            turtle.write(block)
            trig.write(block)
            json_ld.write(separator + node)
            separator = b",\n"
        json_ld.write(b"\n]\n")


def _head() -> bytes:
    """The prefixes, as they stand before the first statement."""
    some = ox.serialize([ox.Triple(_TYPE, _TYPE, _TYPE)], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return b"".join(line for line in some.splitlines(keepends=True) if line.startswith(b"@prefix "))


def _quads_of(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    return iter(ox.parse(b"".join(line + b"\n" for line in lines), format=ox.RdfFormat.N_QUADS))


def _cut(written: bytes) -> list[bytes]:
    """Turtle or TriG by statements about one subject or graph, each in one line: its line ends are no UTF-8."""
    found: list[bytes] = []
    for line in written.split(b"\n")[:-1]:
        if line.startswith((b"\t", b"}")):
            found[-1] += line + b"\xff"
        elif not line.startswith(b"@prefix "):
            found.append(line + b"\xff")
    return found


def with_default_graph_named(dataset: Path, name: str) -> Iterator[bytes]:
    """The N-Quads of a release, its default graph under a name: for stores whose default graph has one.

    Raises `StoreError` when the file cannot be read, or the name is no IRI.
    """
    try:
        graph = ox.NamedNode(name)
        quads = ox.parse(path=str(dataset), format=ox.RdfFormat.N_QUADS)
        while some := [
            ox.Quad(quad.subject, quad.predicate, quad.object, graph)
            if isinstance(quad.graph_name, ox.DefaultGraph)
            else quad
            for quad in islice(quads, _AT_ONCE)
        ]:
            yield ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b""
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"cannot be exported: {error}", where=str(dataset), fix="Mend the name or the file."
        ) from error


def to_ntriples(triples: Iterable[ox.Triple]) -> str:
    """The triples as N-Triples, in the order given."""
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode()


def from_ntriples(written: str) -> tuple[ox.Triple, ...]:
    """The triples of `to_ntriples`, in their order."""
    return tuple(quad.triple for quad in ox.parse(written, format=ox.RdfFormat.N_TRIPLES))


def lines_of(dump: Path) -> Iterator[bytes]:
    """The statements of a dump as lines of N-Quads, in the order of the dump. Raises `StoreError` as `read` does."""
    with _readable(dump):
        yield from _each_line(_parsed(dump))


def _each_line(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    waiting = iter(quads)
    while some := to_lines(islice(waiting, _AT_ONCE)):
        yield from some


def to_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """The quads as lines of N-Quads, in the order given."""
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    return written.split(b"\n")[:-1]


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Errors while a dump is read, as ours."""
    try:
        yield
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(f"cannot be read: {error}", where=str(path), fix="Restore it from a copy.") from error


def _parsed(path: Path) -> Iterator[ox.Quad]:
    return ox.parse(path=str(path), format=FORMATS[path.suffix[1:]].rdf_format)


def load_lines(lines: Iterable[bytes], store: ox.Store) -> None:
    """N-Quads into a store, a part at a time: at once it would take a gigabyte for a million.

    Raises `SyntaxError` where a line is no N-Quads.
    """
    ended = (line + b"\n" for line in lines)
    while some := b"".join(islice(ended, _LOADED_AT_ONCE)):
        store.bulk_load(some, format=ox.RdfFormat.N_QUADS)


def _is_accepted(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.DefaultGraph)


def _without_blank_nodes(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line.startswith(b"_:") or line.split(b" ", 3)[2].startswith(b"_:"):
            raise StoreError("has a blank node", where=line.decode(), fix="Give it an IRI of its own.")
        yield line


def _each_node(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """The subjects as nodes of JSON-LD; a few thousand of them at a time."""
    by_subject = (list(some) for _, some in groupby(triples, key=lambda triple: triple.subject))
    while some := list(islice(by_subject, _AT_ONCE)):
        written = ox.serialize(chain.from_iterable(some), format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES)
        assert written is not None
        for node in json.loads(written):
            yield json.dumps(node, ensure_ascii=False, sort_keys=True).encode()

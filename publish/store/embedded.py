"""The embedded store: pyoxigraph over a folder beside the release, opened read-only by as many processes as like."""

import contextlib
import fcntl
import hashlib
import heapq
import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox
from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from ontology.errors import StoreError
from publish.store import guard
from publish.store.dataset import to_lines
from publish.store.interface import VALUES, Answer, Fact, Form, Links, Portion, Quad, Triple, portion_of
from publish.store.syntax import syntax_error
from publish.store.terms import to_iri, to_oxigraph, to_quad, to_rdflib, to_subject
from publish.store.writing import RDF_FORMATS, RESULT_FORMATS

STORES = ".stores"
_TEMPORARY = ".tmp-"
_PREPARED = "prepared"
_AT_ONCE = 10_000  # quads
_LOADED_AT_ONCE = 32 * 1024 * 1024  # bytes: all at once would take a gigabyte for a million quads
_KEPT, _FEW = 8_192, 100  # subjects, and the quads that each may have
_KEPT_PORTIONS = 16  # of subjects of which there is much to say
_DAMAGE = (OSError, RuntimeError)  # what pyoxigraph raises for files it cannot read

_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Said = tuple[tuple[str, str], tuple[_Object, list[str]]]  # predicate and object as text; the object, and its graphs


class EmbeddedStore:
    """A `PolicyStore` in this process. Open it with `open_release`, or `in_memory` for a few statements."""

    def __init__(self, store: ox.Store, folder: Path | None = None) -> None:
        self._store = store
        self.folder = folder  # where others can open it too; None for a store in memory
        self._few = lru_cache(_KEPT)(self._few_facts)
        self._few_links = lru_cache(_KEPT)(self._read_few_links)
        self._portion = lru_cache(_KEPT_PORTIONS)(self._read_portion)

    @classmethod
    def in_memory(cls, quads: Iterable[Quad]) -> "EmbeddedStore":
        """A small store that lives as long as the process."""
        store = ox.Store()
        store.extend(to_quad(quad) for quad in quads)
        return cls(store)

    def outgoing(self, subject: Node) -> Sequence[Fact]:
        """See `PolicyStore.outgoing`."""
        few = self._few(subject)
        return few if few is not None else self._portion(subject, 0).facts

    def portion(self, subject: Node, start: int) -> Portion:
        """See `PolicyStore.portion`."""
        few = self._few(subject)
        return self._portion(subject, start) if few is None else portion_of(few, start)

    def _read_portion(self, subject: Node, start: int) -> Portion:
        """Statements are counted and sorted as the store has them; only those of the portion are made into facts."""
        said = _grouped(self._about(subject))
        totals, shown = Counter(predicate for (predicate, _), _ in said), list[_Said]()
        for _, values in groupby(said, key=lambda each: each[0][0]):
            shown += islice(values, start, start + VALUES)
        return Portion(
            facts=tuple(map(_fact, shown)),
            totals={to_iri(predicate): total for predicate, total in totals.items()},
            evidence=list({name: None for _, (_, names) in said for name in names if name}),
        )

    def _few_facts(self, subject: Node) -> tuple[Fact, ...] | None:
        """What is said about a subject of which little is said; pages ask for most of these again and again."""
        quads = list(islice(self._about(subject), _FEW + 1))
        return tuple(map(_fact, _grouped(quads))) if len(quads) <= _FEW else None

    def _about(self, subject: Node) -> Iterator[ox.Quad]:
        this = to_subject(subject)
        return self._store.quads_for_pattern(this, None, None, None) if this else iter(())

    def incoming(self, target: Node, limit: int, start: int = 0) -> list[Links]:
        """See `PolicyStore.incoming`."""
        few = self._few_links(target)
        if few is None:
            return _links(self._pointing(target), limit, start)
        return [Links(each.predicate, each.total, each.subjects[start : start + limit]) for each in few]

    def _read_few_links(self, target: Node) -> list[Links] | None:
        """Who points at something at which few do; most of it is asked for more than once for a page."""
        quads = list(islice(self._pointing(target), _FEW + 1))
        return _links(quads, _FEW, 0) if len(quads) <= _FEW else None

    def _pointing(self, target: Node) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, to_oxigraph(target), ox.DefaultGraph())

    def fact(self, triple: Triple) -> Fact | None:
        """See `PolicyStore.fact`."""
        subject, predicate, target = triple
        this = to_subject(subject)
        if this is None:
            return None
        pattern = this, ox.NamedNode(str(predicate)), to_oxigraph(target), None
        return next(map(_fact, _grouped(self._store.quads_for_pattern(*pattern))), None)

    def graph(self, name: URIRef) -> list[Triple]:
        """See `PolicyStore.graph`."""
        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(str(name)))
        return [
            (to_rdflib(quad.subject), URIRef(quad.predicate.value), to_rdflib(quad.object))
            for quad in sorted(quads, key=str)
        ]

    def contains(self, subject: Node) -> bool:
        """See `PolicyStore.contains`."""
        this = to_subject(subject)
        return this is not None and next(self._store.quads_for_pattern(this, None, None, None), None) is not None

    def lines(self) -> Iterator[bytes]:
        """All statements as lines of N-Quads, in the store's own order. Raises `StoreError` when it is damaged."""
        quads = iter(self._store)
        with _translated():
            while some := to_lines(islice(quads, _AT_ONCE)):
                yield from some

    def query(
        self,
        text: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """See `PolicyStore.query`."""
        guard.check(text)
        try:
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
            named: list[ox.NamedNode | ox.BlankNode] | None = None
            if default_graphs or named_graphs:
                default = [ox.NamedNode(each) for each in default_graphs]
                named = [ox.NamedNode(each) for each in named_graphs]
            result = self._store.query(text, base_iri=base, default_graph=default, named_graphs=named)
        except SyntaxError as error:
            raise syntax_error(str(error), text) from error
        except (ValueError, OSError, RuntimeError) as error:
            raise StoreError(f"cannot be answered: {error}", where="query", fix="Correct the query.") from error
        return _Answer(result)


def _links(quads: Iterable[ox.Quad], limit: int, start: int) -> list[Links]:
    """Those who point somewhere, by predicate; so many from one on, in the order in which they are written."""
    subjects: dict[str, list[object]] = defaultdict(list)
    for quad in quads:
        subjects[quad.predicate.value].append(quad.subject)
    return [
        Links(to_iri(predicate), len(found), tuple(map(to_rdflib, _some(found, limit, start))))
        for predicate, found in sorted(subjects.items())
    ]


def _some(terms: list[object], limit: int, start: int) -> list[object]:
    """So many terms from one on, in the order in which they are written; none are sorted where none are left."""
    return heapq.nsmallest(start + limit, terms, key=str)[start:] if start < len(terms) else []


def _grouped(quads: Iterable[ox.Quad]) -> list[_Said]:
    """Each statement once with its graphs, sorted by predicate and object; no name is the default graph."""
    found: dict[tuple[str, str], tuple[_Object, list[str]]] = {}
    for quad in quads:
        name, target = quad.graph_name, quad.object
        _, names = found.setdefault((quad.predicate.value, str(target)), (target, []))
        names.append(name.value if isinstance(name, ox.NamedNode) else "")
    return sorted(found.items(), key=itemgetter(0))


def _fact(said: _Said) -> Fact:
    (predicate, _), (target, names) = said
    return Fact(
        predicate=to_iri(predicate),
        object=to_rdflib(target),
        accepted="" in names,
        evidence=tuple(to_iri(name) for name in sorted(names) if name),
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """A result of pyoxigraph, as an `Answer`."""

    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

    @property
    def form(self) -> Form:
        """What the query gives."""
        if isinstance(self.result, ox.QuerySolutions):
            return Form.SELECT
        return Form.ASK if isinstance(self.result, ox.QueryBoolean) else Form.GRAPH

    @property
    def variables(self) -> Sequence[str]:
        """The names of the columns."""
        match self.result:
            case ox.QuerySolutions():
                return [variable.value for variable in self.result.variables]
            case ox.QueryBoolean():
                return ["answer"]
        return ["subject", "predicate", "object"]

    def rows(self) -> Iterator[tuple[Node | None, ...]]:
        """See `Answer.rows`."""
        if isinstance(self.result, ox.QueryBoolean):
            yield (Literal(str(bool(self.result)).lower(), datatype=XSD.boolean),)
            return
        with _translated():
            for row in self.result:
                cells = (row.subject, row.predicate, row.object) if isinstance(row, ox.Triple) else tuple(row)
                yield tuple(None if cell is None else to_rdflib(cell) for cell in cells)

    def serialize(self, media_type: str) -> bytes:
        """See `Answer.serialize`."""
        formats = RDF_FORMATS if isinstance(self.result, ox.QueryTriples) else RESULT_FORMATS
        with _translated():
            written = self.result.serialize(format=formats[media_type])  # type: ignore[arg-type]
        assert written is not None  # bytes, because no output file was given
        return written


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Errors of pyoxigraph while a result is read, as ours."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise StoreError(f"the answer broke off: {error}", where="query", fix="Make the query simpler.") from error


def open_release(folder: Path) -> EmbeddedStore:
    """The store of a release, read-only; the opened store is built beside the release if missing, old or damaged.

    Raises `StoreError` when the release has no data or the store can neither be opened nor built.
    """
    release = folder.resolve()
    dataset = release / "data" / "dataset.nq"
    if not dataset.is_file():
        raise StoreError("there is no data", where=str(dataset), fix="Name a release folder, or build one.")
    place = release.parent / STORES / release.name
    return EmbeddedStore(_opened(dataset, place), place / "store")


def prepare(dataset: Path, stores: Path) -> ox.Store:
    """The opened store of data that is about to be a release: `open_release` takes it over where it finds this data.

    Raises `StoreError` as it does.
    """
    return _opened(dataset, stores / _PREPARED)


def _opened(dataset: Path, place: Path) -> ox.Store:
    """The store of some data in its place; built, or taken over, where there is no good one."""
    digest = _digest(dataset)
    store = _open(place, digest)
    if store is None:
        with _locked(place.parent):
            store = _open(place, digest)  # another process may have built it while we waited
            if store is None:  # an empty one is not true
                store = _take_over(place, digest)
            if store is None:
                _build(dataset, place, digest)
                store = _open(place, digest)
    if store is None:
        raise StoreError("cannot be opened", where=str(place), fix="Delete this folder: it is only a cache.")
    return store


def _take_over(place: Path, digest: str) -> ox.Store | None:
    """What was prepared, where it is of this data; the lock is held."""
    prepared = place.parent / _PREPARED
    if place == prepared or _digest_of_store(prepared) != digest:
        return None
    if place.exists():
        shutil.rmtree(place)  # damaged, or of other data
    prepared.rename(place)
    return _open(place, digest)


def _open(place: Path, digest: str) -> ox.Store | None:
    """The opened store, or None when it is missing, of other data, or damaged."""
    if _digest_of_store(place) != digest:
        return None
    try:
        return ox.Store.read_only(str(place / "store"))
    except _DAMAGE:
        return None


@contextlib.contextmanager
def _locked(stores: Path) -> Iterator[None]:
    """Hold the folder of opened stores alone; the kernel lets go when the process ends."""
    try:
        stores.mkdir(parents=True, exist_ok=True)
        handle = os.open(stores / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"cannot be written: {error}", where=str(stores), fix="Make it writable.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _digest(dataset: Path) -> str:
    """Of the data and the engine: another version of pyoxigraph may keep its files in another way."""
    with dataset.open("rb") as file:
        return f"pyoxigraph-{ox.__version__}-{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _digest_of_store(place: Path) -> str | None:
    digest = place / "digest"
    return digest.read_text(encoding="ascii").strip() if digest.is_file() else None


def _build(dataset: Path, place: Path, digest: str) -> None:
    """Load into a temporary folder, flush to disk, then rename: after a crash there is the old store, the new or none.

    Raises `StoreError` when the data is no N-Quads, or the disk is full or may not be written.
    """
    try:
        for leftover in place.parent.glob(f"{_TEMPORARY}*"):
            shutil.rmtree(leftover)  # of a process that died while it built
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=place.parent) as name:
            fresh = Path(name) / "fresh"
            fresh.mkdir()
            _load(dataset, fresh / "store")
            (fresh / "digest").write_text(f"{digest}\n", encoding="ascii")
            _flush_to_disk(fresh)
            if place.exists():
                place.rename(Path(name) / "old")  # it goes with the temporary folder
            fresh.rename(place)
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error}", where=str(dataset), fix="Build the release again.") from error
    except _DAMAGE as error:
        raise StoreError(f"cannot be built: {error}", where=str(place), fix="Check space and permissions.") from error


def _load(dataset: Path, folder: Path) -> None:
    store = ox.Store(str(folder))  # closed when it goes out of scope: RocksDB allows one writer
    with dataset.open("rb") as file:
        while some := file.read(_LOADED_AT_ONCE) + file.readline():
            store.bulk_load(some, format=ox.RdfFormat.N_QUADS)
    store.flush()


def _flush_to_disk(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder, folder.parent]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

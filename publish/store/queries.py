"""How the site asks queries of strangers: in the sandbox of a pool, or of a store that is a server of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import pyoxigraph as ox
from rdflib import XSD, Literal
from rdflib.term import Node

from ontology.errors import StoreError
from publish.store import guard
from publish.store.frames import Request
from publish.store.interface import Answer, Form, PolicyStore
from publish.store.limits import Limits
from publish.store.pool import Begun, LongAnswerError, OnLeave, Pieces, Pool
from publish.store.terms import to_rdflib

_JSON, _TSV = "application/sparql-results+json", "text/tab-separated-values"
_NTRIPLES = "application/n-triples"
_GRAPH_VARIABLES = ("subject", "predicate", "object")
_MAX_LINE = 8 * 1024  # bytes of a row on a page, on average


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text, what its IRIs are relative to, and the dataset that the protocol names."""

    text: str
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def form(self) -> Form:
        """What it gives; rows where it is no query at all, which the parser then tells better than we could."""
        try:
            operation = guard.operation(self.text)
        except StoreError:
            return Form.SELECT
        return Form[operation] if operation in ("SELECT", "ASK") else Form.GRAPH


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer; `capped` if there are more."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    capped: bool


class Queries(Protocol):
    """Answers to queries of strangers. `digest` names the data they are asked of; empty where it may change."""

    digest: str

    def start(self) -> None:
        """Be ready for the first query before it comes."""
        ...

    def stop(self) -> None:
        """Let go of what `start` took. Queries that still run are ended."""
        ...

    def stream(self, query: Query, media_type: str, on_leave: OnLeave | None = None) -> Pieces:
        """The answer in one of the formats of `writing`, piece by piece.

        Raises `StoreError` when it is no query or breaks a limit, also in the middle of the answer.
        """
        ...

    def table(self, query: Query, rows: int, on_leave: OnLeave | None = None) -> Table:
        """The first so many rows of the answer, as terms; a yes or no is one row, a graph a table of three columns."""
        ...


class SandboxedQueries:
    """Queries that run in a pool."""

    def __init__(self, pool: Pool, limits: Limits, digest: str) -> None:
        self.digest = digest
        self._pool, self._limits = pool, limits

    def start(self) -> None:
        """See `Queries.start`."""
        self._pool.start()

    def stop(self) -> None:
        """See `Queries.stop`."""
        self._pool.close()

    def stream(self, query: Query, media_type: str, on_leave: OnLeave | None = None) -> Pieces:
        """See `Queries.stream`."""
        return self._run(query, media_type, self._limits.rows, self._limits.size, on_leave)

    def request(self, query: Query, media_type: str) -> Request:
        """What `begin` takes. Raises `StoreError` when the query breaks a limit."""
        return self._request(query, media_type, self._limits.rows, self._limits.size)

    def begin(self, request: Request, on_leave: OnLeave | None = None) -> Begun | None:
        """Like `stream` for who must not wait: None when no worker is free now."""
        return self._pool.begin(request, on_leave)

    def when_free(self, call: Callable[[], None]) -> None:
        """Call this once, from any thread, when `begin` may find a worker."""
        self._pool.when_free(call)

    def table(self, query: Query, rows: int, on_leave: OnLeave | None = None) -> Table:
        """See `Queries.table`."""
        media_type, read = _READERS[query.form]
        pieces, capped = [], False
        try:
            for piece in self._run(query, media_type, rows, rows * _MAX_LINE, on_leave):
                pieces.append(piece)
        except LongAnswerError as error:
            if error.limit != "rows":
                raise
            capped = True
        try:
            return read(b"".join(pieces), rows, capped=capped)
        except SyntaxError as error:
            raise StoreError(
                f"the answer cannot be shown on a page: {error}", where="query", fix="Ask for another format."
            ) from error

    def _run(self, query: Query, media_type: str, rows: int, size: int, on_leave: OnLeave | None) -> Pieces:
        return self._pool.run(self._request(query, media_type, rows, size), on_leave)

    def _request(self, query: Query, media_type: str, rows: int, size: int) -> Request:
        """The request to a worker. Raises `StoreError` when the query breaks a limit."""
        guard.check(query.text, self._limits.services)
        return Request(
            query.text,
            media_type,
            query.base,
            query.default_graphs,
            query.named_graphs,
            rows=rows,
            size=size,
            seconds=self._limits.seconds,
        )


class DirectQueries:
    """Queries that go to a store as they are: it is a server with limits of its own."""

    digest = ""

    def __init__(self, store: PolicyStore) -> None:
        self._store = store

    def start(self) -> None:
        """See `Queries.start`."""

    def stop(self) -> None:
        """See `Queries.stop`."""

    def stream(self, query: Query, media_type: str, on_leave: OnLeave | None = None) -> Pieces:
        """See `Queries.stream`."""
        yield self._answer(query).serialize(media_type)

    def table(self, query: Query, rows: int, on_leave: OnLeave | None = None) -> Table:
        """See `Queries.table`."""
        answer = self._answer(query)
        found = tuple(islice(answer.rows(), rows + 1))
        return Table(tuple(answer.variables), found[:rows], len(found) > rows)

    def _answer(self, query: Query) -> Answer:
        return self._store.query(
            query.text, base=query.base, default_graphs=query.default_graphs, named_graphs=query.named_graphs
        )


def _read_rows(content: bytes, rows: int, *, capped: bool) -> Table:
    lines = content.split(b"\n")[:-1][: rows + 1]  # behind the last line end there is nothing, or half a row
    parsed = ox.parse_query_results(b"\n".join(lines) + b"\n", format=ox.QueryResultsFormat.TSV)
    assert isinstance(parsed, ox.QuerySolutions)
    names = tuple(variable.value for variable in parsed.variables)
    return Table(names, tuple(tuple(_term(cell) for cell in row) for row in parsed), capped)


def _read_answer(content: bytes, rows: int, *, capped: bool) -> Table:
    parsed = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    return Table(("answer",), ((Literal(str(bool(parsed)).lower(), datatype=XSD.boolean),),), capped)


def _read_triples(content: bytes, rows: int, *, capped: bool) -> Table:
    parsed = islice(ox.parse(content, format=ox.RdfFormat.N_TRIPLES), rows)
    cells = tuple((_term(quad.subject), _term(quad.predicate), _term(quad.object)) for quad in parsed)
    return Table(_GRAPH_VARIABLES, cells, capped)


def _term(cell: object) -> Node | None:
    return None if cell is None else to_rdflib(cell)


_READERS = {
    Form.SELECT: (_TSV, _read_rows),
    Form.ASK: (_JSON, _read_answer),
    Form.GRAPH: (_NTRIPLES, _read_triples),
}

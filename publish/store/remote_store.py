"""A remote store: any SPARQL 1.1 endpoint that holds a release, behind the same interface as the embedded one.

The endpoint's default graph must be the release's, and must not be a union: `check_holds` tells. Named graphs count as
evidence where their name says so; a store may hold more.
"""

import contextlib
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyoxigraph as ox
from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from ontology.errors import StoreError
from publish.store import guard
from publish.store.interface import (
    Answer,
    Fact,
    Form,
    Links,
    Portion,
    TimedOutError,
    Triple,
    UnavailableError,
    portion_of,
)
from publish.store.remote import Endpoint, Most, RemoteAnswer, fetch
from publish.store.terms import OxigraphTerm, to_oxigraph, to_rdflib, to_subject
from publish.store.writing import RDF_FORMATS, RESULT_FORMATS

PAGE_SECONDS = 15.0  # for all look-ups of one page
_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_KEPT = 20_000  # subjects in memory; the least used go
_LINKS_AT_ONCE = 1_000
_BOOLEAN, _VIRTUOSO_NODE = str(XSD.boolean).encode(), b"nodeID:"
_BOOLEANS = {"1": "true", "0": "false"}
_DIALECTS = ("<bif:", "<sql:")  # functions of Virtuoso that reach beyond the graph

_MOST = Most()
Rows = list[tuple[OxigraphTerm | None, ...]]


class RemoteStore:
    """A `PolicyStore` behind a SPARQL endpoint. What it said about a subject is kept: a release does not change."""

    def __init__(self, endpoint: Endpoint, evidence_space: str, most: Most = _MOST) -> None:
        self._endpoint = endpoint
        self._most = most
        self._evidence_space = evidence_space
        self._page = threading.local()
        self._kept_outgoing = lru_cache(maxsize=_KEPT)(self._outgoing)
        self._kept_incoming = lru_cache(maxsize=_KEPT)(self._incoming)

    def begin_page(self) -> None:
        """From now on, this thread's look-ups have `PAGE_SECONDS` together."""
        self._page.deadline = time.monotonic() + PAGE_SECONDS

    def check_holds(self, triples: int, evidence_triples: int) -> None:
        """Raises `StoreError` unless default graph and evidence have as many triples as the release has."""
        default = self._count("{ ?s ?p ?o }")
        evidence = self._count(f"{{ GRAPH ?g {{ ?s ?p ?o }} {self._is_evidence} }}")
        if (default, evidence) != (triples, evidence_triples):
            raise StoreError(
                f"it holds {default} triples and {evidence} in evidence graphs, the release {triples} and "
                f"{evidence_triples}",
                where=self._endpoint.address,
                fix="Load data/dataset.nq of this release into an empty store, as CONTRIBUTING.md tells.",
            )

    def outgoing(self, subject: Node) -> list[Fact]:
        """See `PolicyStore.outgoing`."""
        return list(self.portion(subject, 0).facts)

    def portion(self, subject: Node, start: int) -> Portion:
        """See `PolicyStore.portion`. The endpoint is asked for all; what goes beyond the limit of rows is refused."""
        return portion_of(self._kept_outgoing(subject) if isinstance(subject, URIRef) else (), start)

    def incoming(self, target: Node, limit: int, start: int = 0) -> list[Links]:
        """See `PolicyStore.incoming`."""
        return list(self._kept_incoming(to_oxigraph(target), limit, start))

    def fact(self, triple: Triple) -> Fact | None:
        """See `PolicyStore.fact`."""
        subject, predicate, target = triple
        facts = self._kept_outgoing(subject) if isinstance(subject, URIRef) else ()
        return next((fact for fact in facts if (fact.predicate, fact.object) == (predicate, target)), None)

    def graph(self, name: URIRef) -> list[Triple]:
        """See `PolicyStore.graph`."""
        graph = ox.NamedNode(str(name))
        # Virtuoso finds nothing in `GRAPH <name>` where it has a default graph of its own, but it does by a variable.
        rows = self._select("s p o", f"SELECT ?s ?p ?o {{ VALUES ?g {{ {graph} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        quads = {ox.Quad(subject, predicate, target, graph) for subject, predicate, target in rows}  # type: ignore[arg-type]
        return [
            (to_rdflib(quad.subject), URIRef(quad.predicate.value), to_rdflib(quad.object))
            for quad in sorted(quads, key=str)
        ]

    def contains(self, subject: Node) -> bool:
        """See `PolicyStore.contains`."""
        this = to_subject(subject)
        if not isinstance(this, ox.NamedNode):
            return False
        asked = f"ASK {{ {{ {this} ?p ?o }} UNION {{ GRAPH ?g {{ {this} ?p ?o }} {self._is_evidence} }} }}"
        return bool(self._look_up(asked, "ASK"))

    def query(
        self,
        text: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """See `PolicyStore.query`. Syntax is the endpoint's to judge; an update does not get there.

        Raises `UnavailableError` and `TimedOutError` when the endpoint gives no answer, or only a part of it.
        """
        guard.check(text)
        operation = guard.operation(text)
        _check_dialect(text)
        asked = f"BASE <{base}> {text}" if base else text
        form = Form[operation] if operation in ("SELECT", "ASK") else Form.GRAPH
        accept = _TRIPLES if form is Form.GRAPH else _RESULTS
        try:
            answer = fetch(self._endpoint, asked, operation, accept, self._most, default_graphs, named_graphs)
        except (UnavailableError, TimedOutError):
            raise
        except StoreError as error:  # who asked need not know where the store is
            raise StoreError(error.what, where="query", fix=error.fix) from error
        if form is Form.GRAPH:
            return _Graph(list(_triples(answer, self._endpoint.address)), self._most.rows)
        return _Table(form, answer, self._endpoint.address, self._most.rows)

    @property
    def _is_evidence(self) -> str:
        return f"FILTER(STRSTARTS(STR(?g), {ox.Literal(self._evidence_space)}))"

    def _names_evidence(self, name: OxigraphTerm | None) -> bool:
        return isinstance(name, ox.NamedNode) and name.value.startswith(self._evidence_space)

    def _outgoing(self, subject: URIRef) -> tuple[Fact, ...]:
        this = to_oxigraph(subject)
        rows = self._select(
            "p o g",
            f"SELECT ?p ?o ?g {{ {{ {this} ?p ?o }} UNION {{ GRAPH ?g {{ {this} ?p ?o }} {self._is_evidence} }} }}",
            optional="g",
        )
        graphs: dict[tuple[str, OxigraphTerm | None], set[str | None]] = defaultdict(set)
        for predicate, target, name in rows:
            graphs[_value(predicate), target].add(None if name is None else _value(name))
        return tuple(
            Fact(
                predicate=URIRef(predicate),
                object=to_rdflib(target),
                accepted=None in names,
                evidence=tuple(URIRef(name) for name in sorted(name for name in names if name is not None)),
            )
            for (predicate, target), names in sorted(graphs.items(), key=lambda item: (item[0][0], str(item[0][1])))
        )

    def _incoming(self, target: OxigraphTerm, limit: int, start: int) -> tuple[Links, ...]:
        few = self._few_links(target) if limit else None
        if few is None:
            return tuple(self._many_links(target, limit, start))
        return tuple(
            Links(URIRef(predicate), len(found), tuple(map(to_rdflib, sorted(found, key=str)[start : start + limit])))
            for predicate, found in sorted(few.items())
        )

    def _few_links(self, target: OxigraphTerm) -> dict[str, set[OxigraphTerm | None]] | None:
        """All links at once; None where there are too many for that."""
        rows = self._select("p s", f"SELECT ?p ?s {{ ?s ?p {target} }} LIMIT {_LINKS_AT_ONCE + 1}")
        if len(rows) > _LINKS_AT_ONCE:
            return None
        links: dict[str, set[OxigraphTerm | None]] = defaultdict(set)
        for predicate, subject in rows:
            links[_value(predicate)].add(subject)
        return links

    def _many_links(self, target: OxigraphTerm, limit: int, start: int) -> Iterator[Links]:
        """The counts first, then the first subjects of each predicate, in the order in which they are written."""
        counts = self._select("p n", f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {target} }} GROUP BY ?p")
        for predicate, total in sorted(counts, key=lambda row: _value(row[0])):
            first: Rows = []
            if limit and start < self._number(total):
                order = f'ORDER BY CONCAT("<", STR(?s), ">") LIMIT {limit} OFFSET {start}'
                first = self._select("s", f"SELECT ?s {{ ?s {predicate} {target} }} {order}")
            subjects = tuple(to_rdflib(subject) for (subject,) in first)
            yield Links(URIRef(_value(predicate)), self._number(total), subjects)

    def _count(self, pattern: str) -> int:
        rows = self._select("n", f"SELECT (COUNT(*) AS ?n) {pattern}")
        return self._number(rows[0][0] if rows else None)

    def _select(self, columns: str, query: str, optional: str = "") -> Rows:
        """The rows of a look-up of our own, by the names of its columns."""
        result, address = self._look_up(query, "SELECT"), self._endpoint.address
        if isinstance(result, ox.QueryBoolean):
            raise _unreadable(address, "a yes or no instead of rows")
        names = columns.split()
        with _read(address):
            rows: Rows = [tuple(row[name] for name in names) for row in result]
        if any(cell is None and name != optional for row in rows for name, cell in zip(names, row, strict=True)):
            raise _unreadable(address, "rows that lack a value")
        return rows

    def _number(self, term: OxigraphTerm | None) -> int:
        with _read(self._endpoint.address):
            return int(_value(term))

    def _look_up(self, query: str, operation: str) -> "ox.QuerySolutions | ox.QueryBoolean":
        left = getattr(self._page, "deadline", time.monotonic() + PAGE_SECONDS) - time.monotonic()
        if left <= 0:
            raise TimedOutError(
                f"the look-ups for this page took more than {PAGE_SECONDS:g} seconds",
                where=self._endpoint.address,
                fix="Try again later.",
            )
        most = replace(_MOST, seconds=left)
        return _results(fetch(self._endpoint, query, operation, _RESULTS, most), self._endpoint.address)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows, or a yes or no, as an `Answer`: read once to see that it is whole, and again when it is wanted."""

    form: Form
    answer: RemoteAnswer
    address: str
    most: int
    size: int = field(init=False)

    def __post_init__(self) -> None:
        result = self._read()
        with _read(self.address):
            object.__setattr__(self, "size", 1 if isinstance(result, ox.QueryBoolean) else sum(1 for _ in result))

    def _read(self) -> "ox.QuerySolutions | ox.QueryBoolean":
        return _results(self.answer, self.address)

    @property
    def variables(self) -> Sequence[str]:
        """The names of the columns."""
        result = self._read()
        return ["answer"] if isinstance(result, ox.QueryBoolean) else [each.value for each in result.variables]

    def rows(self) -> Iterator[tuple[Node | None, ...]]:
        """See `Answer.rows`."""
        result = self._read()
        if isinstance(result, ox.QueryBoolean):
            yield (Literal(str(bool(result)).lower(), datatype=XSD.boolean),)
            return
        for row in result:
            yield tuple(None if cell is None else to_rdflib(cell) for cell in row)

    def serialize(self, media_type: str) -> bytes:
        """See `Answer.serialize`."""
        _check_length(self.size, self.most)
        written = self._read().serialize(format=RESULT_FORMATS[media_type])
        assert written is not None  # bytes, because no output file was given
        return written


@dataclass(frozen=True, slots=True)
class _Graph:
    """Triples as an `Answer`."""

    triples: list[ox.Triple]
    most: int
    form: Form = Form.GRAPH
    variables: Sequence[str] = ("subject", "predicate", "object")

    def rows(self) -> Iterator[tuple[Node | None, ...]]:
        """See `Answer.rows`."""
        for triple in self.triples:
            yield to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)

    def serialize(self, media_type: str) -> bytes:
        """See `Answer.serialize`."""
        _check_length(len(self.triples), self.most)
        written = ox.serialize(self.triples, format=RDF_FORMATS[media_type])
        assert written is not None  # bytes, because no output file was given
        return written


def _results(answer: RemoteAnswer, address: str) -> "ox.QuerySolutions | ox.QueryBoolean":
    """Rows, or a yes or no, whatever the format that the endpoint chose."""
    form = ox.QueryResultsFormat.from_media_type(answer.media_type)
    if form is None:
        raise _unreadable(address, answer.media_type)
    with _read(address):
        if form == ox.QueryResultsFormat.JSON:
            return ox.parse_query_results(_tidied(answer.body), format=form)
        return ox.parse_query_results(answer.body, format=form)


def _triples(answer: RemoteAnswer, address: str) -> Iterator[ox.Triple]:
    form = ox.RdfFormat.from_media_type(answer.media_type)
    if form is None:
        raise _unreadable(address, answer.media_type)
    with _read(address):
        for quad in ox.parse(answer.body, format=form):
            yield ox.Triple(quad.subject, quad.predicate, _canonical(quad.object))


@contextlib.contextmanager
def _read(address: str) -> Iterator[None]:
    """What cannot be read in an answer is the endpoint's fault, not that of the query."""
    try:
        yield
    except (SyntaxError, ValueError, KeyError, OSError) as error:
        raise _unreadable(address, f"something broken ({error})") from error


def _check_length(rows: int, most: int) -> None:
    if rows > most:
        raise StoreError(f"the answer has {rows} rows; the limit is {most}", where="query", fix="Add a LIMIT.")


def _unreadable(address: str, what: str) -> UnavailableError:
    return UnavailableError(
        f"it answers with {what}", where=address, fix="Check that this is the address of its SPARQL endpoint."
    )


def _tidied(body: bytes) -> bytes:
    """JSON results with Virtuoso's ways undone: "1" for true, and labels of blank nodes that are none."""
    if _BOOLEAN not in body and _VIRTUOSO_NODE not in body:
        return body
    content = json.loads(body)
    for row in content.get("results", {}).get("bindings", ()):
        for cell in row.values():
            if cell.get("datatype") == str(XSD.boolean):
                cell["value"] = _BOOLEANS.get(cell["value"], cell["value"])
            elif cell["type"] == "bnode":
                cell["value"] = re.sub(r"\W+", "-", cell["value"])
    return json.dumps(content).encode()


def _canonical(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """A boolean by its name, every other term as it is."""
    if isinstance(term, ox.Literal) and term.value in _BOOLEANS and term.datatype.value == str(XSD.boolean):
        return ox.Literal(_BOOLEANS[term.value], datatype=term.datatype)
    return term


def _check_dialect(query: str) -> None:
    """Raises `StoreError` for what SPARQL 1.1 does not know but a store might: its own prefixes and functions."""
    read = guard.without_escapes(query)
    if found := next((dialect for dialect in _DIALECTS if dialect in read.lower()), None):
        raise StoreError(f"functions of {found[1:]} are not allowed here", where="query", fix="Use SPARQL 1.1 alone.")
    if undeclared := guard.undeclared_prefixes(read):
        names = ", ".join(f"{prefix}:" for prefix in undeclared)
        raise StoreError(f"not a SPARQL 1.1 query: {names} is not declared", where="query", fix="Add PREFIX lines.")


def _value(term: OxigraphTerm | None) -> str:
    """The IRI, or the words of a literal."""
    return term.value if term is not None else ""

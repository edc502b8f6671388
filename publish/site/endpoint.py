"""The SPARQL endpoint: from a request to an answer, in the format that the client likes best, and the form for people.

Answers begin only when their first megabyte is there, so that most errors have a status of their own, and most answers
a strong ETag. One that breaks off later ends with a line that says so, and its connection without an end.
"""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from rdflib import Literal, URIRef
from rdflib.term import Node

from ontology.errors import StoreError
from publish.site.addresses import Addresses
from publish.site.admission import TooManyError, client_name
from publish.site.charts import chart
from publish.site.document import write
from publish.site.editor import POLICY as EDITOR_POLICY
from publish.site.formats import HTML, RESULTS, Format, choose_format
from publish.site.formats import RDF as RDF_FORMATS
from publish.site.gateway import BEGUN, ON_LEAVE, BrokenOffError
from publish.site.languages import LANGUAGES, PAGE_TAG
from publish.site.pages import Value, visible
from publish.site.protocol import RefusalError, read_query
from publish.site.responses import respond, stream
from publish.site.service import Service, limits_text
from publish.site.wording_of_queries import query_wording
from publish.store import guard
from publish.store.interface import Form, TimedOutError, UnavailableError
from publish.store.pool import BusyError, GreedyQueryError, OnLeave, Pieces, SlowQueryError
from publish.store.queries import Query, Table

ROWS_ON_A_PAGE = 1_000
BYTES_ON_A_PAGE = 100_000  # of the table, about; the other formats have all
_CELL_BYTES = 40  # of the element around an IRI, which is in it twice
HELD_BYTES = 1024 * 1024  # of an answer before it begins
VARY = ["Accept"]
_RETRY_SECONDS = 2
_NOT_THE_QUERY_S_FAULT = (UnavailableError, TimedOutError)
_STATUS = ((BusyError, 503, _RETRY_SECONDS), (SlowQueryError, 503, 0), (GreedyQueryError, 503, 0), (StoreError, 400, 0))
_PLAIN = "text/plain; charset=utf-8"


@dataclass
class Begun:
    """What was begun for a request before it came here, once it was counted: the answer so far, or why there is none.

    `leave` gives back the slot of its client.
    """

    content: bytes = b""
    pieces: Pieces | None = None
    error: StoreError | None = None
    leave: Callable[[], None] | None = None


def register(app: Flask, service: Service) -> None:
    """Add the endpoint to an app."""
    app.add_url_rule("/sparql", view_func=Endpoint(service).answer, methods=["GET", "POST"])


class Endpoint:
    """The route of the endpoint."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def answer(self) -> Response:
        """The answer to a query; without a query, the form or the description of the service."""
        try:
            return self._answered()
        except RefusalError as refusal:
            return self._problem(refusal.status, refusal.reason, refusal.retry_after)
        except TooManyError as error:
            return self._problem(429, error.reason, error.retry_after)
        except _NOT_THE_QUERY_S_FAULT:
            raise
        except StoreError as error:
            status, retry_after = next(row[1:] for row in _STATUS if isinstance(error, row[0]))
            return self._problem(status, str(error), retry_after)

    def _answered(self) -> Response:
        begun: Begun | None = request.environ.get(BEGUN)
        with contextlib.ExitStack() as work:
            if begun and begun.pieces:
                work.enter_context(contextlib.closing(begun.pieces))
            if begun and begun.leave:
                work.callback(begun.leave)
            return self._answered_to(self._client(counted=begun is not None), begun or Begun(), work)

    def _client(self, *, counted: bool) -> str:
        """Who asks. Raises `TooManyError` when this client asks too much."""
        header = self._service.settings.text("http.client_header")
        client = client_name(request.remote_addr or "", request.headers.get(header, "") if header else "")
        if not counted:
            self._service.admission.count(client)
        return client

    def _answered_to(self, client: str, begun: Begun, work: contextlib.ExitStack) -> Response:
        query = read_query(self._service.iri)
        if query is None:
            return self._without_query()
        format = _format_of(query)
        older = self._older_release(format)
        if older:
            return self._of_older(older, query, format, client, work)
        key = answer_key(self._service, query, format.media_type)
        kept = self._service.kept.get(key)
        if kept is not None:
            return respond(kept, format.content_type, vary=VARY)
        if begun.leave is None:
            work.callback(self._service.admission.enter(client))
        if format is HTML:
            table = _light(self._service.queries.table(query, ROWS_ON_A_PAGE, _on_leave()))
            return self._page(query.text, table, grounds=self._grounds(query, table))
        return self._send(key, query, format, begun, work)

    def _older_release(self, format: Format) -> str:
        """The release that was asked for by name, if it is another than the one served and can be asked.

        On a page, what cannot be asked is answered from the release served, and the page says so. Raises `RefusalError`
        where a program would not notice.
        """
        service, asked = self._service, request.values.get("release", "")
        if asked in ("", service.version) or not service.version:
            return ""
        if service.past is not None and service.past.has(asked):
            return asked
        if format is HTML:
            return ""
        reason = f"release {asked} cannot be asked here; without `release`, {service.version} answers"
        raise RefusalError(404, visible(reason))

    def _of_older(
        self, version: str, query: Query, format: Format, client: str, work: contextlib.ExitStack
    ) -> Response:
        """The answer of an older release."""
        assert self._service.past is not None
        work.callback(self._service.admission.enter(client))
        queries = work.enter_context(self._service.past.asked(version))
        if format is HTML:
            return self._page(
                query.text, _light(queries.table(query, ROWS_ON_A_PAGE, _on_leave())), answered_by=version
            )
        pieces = queries.stream(query, format.media_type, _on_leave())
        work.enter_context(contextlib.closing(pieces))
        begun, whole = _begin(pieces)
        if whole:
            return respond(begun, format.content_type, vary=VARY)
        return self._streamed(begun, pieces, format, work)

    def _send(self, key: Hashable, query: Query, format: Format, before: Begun, work: contextlib.ExitStack) -> Response:
        """The answer as it is sent; `work` is what to undo when that is done."""
        if before.error:
            raise before.error
        pieces = before.pieces
        if pieces is None:
            pieces = self._service.queries.stream(query, format.media_type, _on_leave())
            work.enter_context(contextlib.closing(pieces))
        begun, whole = _begin(chain([before.content], pieces))
        if whole:
            if self._service.queries.digest:
                self._service.kept.keep(key, begun, len(begun))
            return respond(begun, format.content_type, vary=VARY)
        return self._streamed(begun, pieces, format, work)

    def _streamed(self, begun: bytes, pieces: Pieces, format: Format, work: contextlib.ExitStack) -> Response:
        """An answer that is sent while it is made."""
        body = _until_it_ends(begun, pieces) if request.method != "HEAD" else iter(())
        response = stream(body, format.content_type, vary=VARY, headers=self._limits_header())
        if request.method != "HEAD":
            response.call_on_close(work.pop_all().close)
        return response

    def _limits_header(self) -> dict[str, str]:
        limits = self._service.limits
        return {"Policygraph-Limits": f"rows={limits.rows}, bytes={limits.size}, seconds={limits.seconds}"}

    def _without_query(self) -> Response:
        format = choose_format(request.headers.get("Accept"), (*RDF_FORMATS, HTML))
        if format is None:
            raise RefusalError(406, "the description of this service comes as RDF, the form as HTML")
        if format is HTML:
            return self._page("", None)
        return respond(write(self._service.description(), format), format.content_type, vary=VARY)

    def _grounds(self, query: Query, table: Table) -> list[tuple[Value, ...]] | None:
        """The words that each row rests on, where they were asked for and the data has evidence."""
        service = self._service
        if service.grounds is None or not request.values.get("evidence"):
            return None
        found: list[tuple[Value, ...]] = service.grounds.of(query, table, service.queries, service.language())
        return found

    def _page(
        self,
        query: str,
        table: Table | None,
        problem: str = "",
        status: int = 200,
        grounds: list[tuple[Value, ...]] | None = None,
        answered_by: str = "",
    ) -> Response:
        service, language = self._service, self._service.language()
        other = next(each for each in LANGUAGES if each != language)
        rows = table.rows if table else ()
        body = service.render(
            "sparql.html",
            language,
            query=query or next(iter(service.examples), "SELECT * WHERE { ?s ?p ?o } LIMIT 10"),
            problem=problem,
            endpoint=service.iri,
            limits=limits_text(service.limits, language),
            columns=table.variables if table else (),
            rows=[[_cell(cell, service.addresses, language) for cell in row] for row in rows],
            capped=table is not None and table.capped,
            formats=RESULTS + RDF_FORMATS,
            examples=() if query else service.examples,
            other_language_href="?" + urlencode({"lang": other, **({"query": query} if query else {})}),
            **self._around(query, table, language, answered_by),
            grounds=grounds or [],
            with_evidence=grounds is not None,
        )  # fmt: skip
        response = respond(body, HTML.content_type, status=status, vary=["Accept", "Accept-Language"],
                           language=PAGE_TAG[language])  # fmt: skip
        response.headers["Content-Security-Policy"] = EDITOR_POLICY
        return response

    def _around(self, query: str, table: Table | None, language: str, answered_by: str) -> dict[str, Any]:
        """What stands around the form and the table: examples, links to the same answer, a chart."""
        service, asked = self._service, request.values.get("release", "")
        drawn = chart(table.variables, table.rows) if table and request.values.get("chart") else None
        link = {"query": query, "format": "html"}
        if service.version:
            link["release"] = answered_by or service.version
        named = {"release": answered_by} if answered_by else {}
        kept = {name: "1" for name in ("evidence", "chart") if request.values.get(name)}
        path = service.addresses.path("sparql")
        return {
            "ask": query_wording(language),
            "page_language": language,
            "questions": () if query else service.questions,
            "terms": service.terms(),
            "version": service.version,
            "has_evidence": service.grounds is not None and not answered_by,
            "answered_by": answered_by,
            "now": f"{path}?{urlencode({'query': query, 'format': 'html'} | kept)}",
            "other_release": visible(asked) if service.version and asked not in ("", service.version) else "",
            "permalink": f"{path}?{urlencode(link | kept)}",
            "csv": f"{path}?{urlencode({'query': query, 'format': 'csv'} | named)}",
            "json": f"{path}?{urlencode({'query': query, 'format': 'json'} | named)}",
            "chart": (drawn.bars if drawn else ()) if request.values.get("chart") and table else None,
            "chart_label": drawn.label if drawn else "",
            "chart_value": drawn.value if drawn else "",
        }

    def _problem(self, status: int, reason: str, retry_after: int = 0) -> Response:
        if status != 406 and choose_format(request.headers.get("Accept"), (*RESULTS, HTML)) is HTML:
            response = self._page(request.values.get("query", ""), None, reason, status)
        else:
            response = respond(f"{reason}\n", _PLAIN, status=status, vary=VARY)
        if retry_after:
            response.headers["Retry-After"] = str(retry_after)
        return response


def answer_key(service: Service, query: Query, media_type: str) -> Hashable:
    """Under what an answer is kept: what it is asked of, what is asked, and how it is written."""
    text = guard.normalised(query.text)
    return service.queries.digest, text, query.default_graphs, query.named_graphs, media_type


def offered(form: Form) -> tuple[Format, ...]:
    """How the answer to such a query can be written."""
    return (*(RDF_FORMATS if form is Form.GRAPH else RESULTS), HTML)


def _format_of(query: Query) -> Format:
    """The format of the answer. Raises `RefusalError` when the client takes none that there is."""
    formats = offered(query.form)
    wished = request.values.get("format", "")
    format = next((each for each in formats if each.extension == wished), None)
    format = format or choose_format(request.headers.get("Accept"), formats)
    if format is None:
        names = ", ".join(each.media_type for each in formats)
        raise RefusalError(406, f"this answer comes as {names}")
    return format


def _on_leave() -> OnLeave | None:
    found: OnLeave | None = request.environ.get(ON_LEAVE)
    return found


def _light(table: Table) -> Table:
    """As many of the rows as make no heavy page; where words are added to each row, half of that."""
    room = BYTES_ON_A_PAGE // (2 if request.values.get("evidence") else 1)
    weights = accumulate(sum(_CELL_BYTES + 2 * len(str(cell).encode()) for cell in row if cell) for row in table.rows)
    shown = max(1, sum(1 for weight in weights if weight <= room))
    return table if shown >= len(table.rows) else replace(table, rows=table.rows[:shown], capped=True)


def _begin(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """The answer up to its first megabyte, and whether that is all of it."""
    begun = bytearray()
    for piece in pieces:
        begun += piece
        if len(begun) >= HELD_BYTES:
            return bytes(begun), False
    return bytes(begun), True


def _until_it_ends(begun: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What has begun and the rest; when that breaks off, a last line says why. Raises `BrokenOffError` then."""
    try:
        yield begun
        yield from pieces
    except StoreError as error:
        yield f"\n\nINCOMPLETE. {error}\n".encode()
        raise BrokenOffError(str(error)) from error


def _cell(term: Node | None, addresses: Addresses, language: str) -> Value | None:
    """A term of a result as it is: an IRI is shown itself, not its name."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return Value(visible(str(term)), href=addresses.href(term), iri=visible(str(term)))
    if not isinstance(term, Literal):
        return Value(f"_:{visible(str(term))}")
    tag = term.language or ""
    datatype = str(term.datatype or "").rpartition("#")[2]
    return replace(Value(visible(str(term))), language=PAGE_TAG.get(tag, tag) if tag != language else "", note=datatype)

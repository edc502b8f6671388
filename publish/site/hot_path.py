"""The short way of an ordinary query: beneath Flask, in the event loop, from the request to a worker and back.

Ordinary is a query and nothing else in the request, whose whole answer is there within a moment, in a format of
results. Everything else takes the long way through `endpoint`: it is the one place that knows what to say of an error,
a page, a slow or a long answer. What was begun here goes on there; nothing is asked or counted twice.
"""

import asyncio
import binascii
import hashlib
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import unquote_to_bytes

from flask import Flask

from ontology.errors import StoreError
from publish.site.endpoint import HELD_BYTES, VARY, Begun, answer_key, offered
from publish.site.formats import HTML, Format, choose_format
from publish.site.repeated import Headers
from publish.site.responses import respond
from publish.site.service import Service
from publish.store.interface import Form
from publish.store.pool import KilledError, OnLeave
from publish.store.queries import Query, SandboxedQueries

_MOMENT_SECONDS = 0.25  # longer answers are waited for by a thread, which also sees the client leave
_LOOK_SECONDS = 0.05
_FORM, _DIRECT = (
    frozenset((name, name + b";charset=utf-8", name + b"; charset=utf-8"))
    for name in (b"application/x-www-form-urlencoded", b"application/sparql-query")
)
_QUERY = b"query="
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_SAYS_MORE = frozenset(  # headers that an answer may depend on in other ways
    (b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since", b"range", b"content-encoding")
)
_OF_ONE_ANSWER = frozenset((b"content-length", b"etag", b"date"))  # the gateway adds the date
_LONGEST = 32 * 1024  # a request that fits into a pipe at once
Whole = tuple[int, Headers, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the format that its client likes best."""

    query: Query
    format: Format


class HotPath:
    """The short way to the queries of one application."""

    def __init__(self, app: Flask, service: Service, queries: SandboxedQueries) -> None:
        self._service, self._queries = service, queries
        self._path = service.addresses.path("sparql").encode()
        self._moments = _Moments()
        self._headers = _headers(app, offered(Form.SELECT) + offered(Form.GRAPH))

    @classmethod
    def of(cls, app: Flask, service: Service) -> "HotPath | None":
        """None where queries go to a server of its own."""
        return cls(app, service, service.queries) if isinstance(service.queries, SandboxedQueries) else None

    def read(self, method: str, path: bytes, query_string: bytes, headers: Headers, body: bytes) -> Asked | None:
        """The query of a request; None where it is to be read with care."""
        said = dict(headers)
        if path != self._path or len(said) != len(headers) or not _SAYS_MORE.isdisjoint(said):
            return None
        content = _query(method, query_string, said.get(b"content-type", b""), body)
        text = _text(content) if content is not None else None
        if text is None:
            return None
        query = Query(text, self._service.iri)
        format = _chosen(said.get(b"accept"), query.form)
        return Asked(query, format) if format and format is not HTML else None

    async def answer(self, asked: Asked, client: str, on_leave: OnLeave) -> Whole | Begun:
        """The answer to a query of a client that was counted; or what has begun, for the long way."""
        service, media_type = self._service, asked.format.media_type
        key = answer_key(service, asked.query, media_type)
        kept = service.kept.get(key)
        if kept is not None:
            return self._whole(kept, media_type)
        leave = service.admission.enter_now(client)
        if leave is None:
            return Begun()
        try:
            found = await self._ask(asked.query, media_type, on_leave)
        except BaseException:
            leave()
            raise
        if not isinstance(found, bytes):
            found.leave = leave
            return found
        leave()
        service.kept.keep(key, found, len(found))
        return self._whole(found, media_type)

    async def _ask(self, query: Query, media_type: str, on_leave: OnLeave) -> bytes | Begun:
        """The whole answer, or what there is of it after a moment."""
        loop = asyncio.get_running_loop()
        last = loop.time() + _MOMENT_SECONDS
        try:
            request = self._queries.request(query, media_type)
            while (work := self._queries.begin(request, on_leave)) is None:
                if not await self._moments.until(last, partial(_free, loop, self._queries)):
                    return Begun()
        except StoreError as error:
            return Begun(error=error)
        content = bytearray()
        try:
            while len(content) < HELD_BYTES:
                if not work.next_is_there() and not await self._moments.until(
                    last, partial(_readable, loop, work.fileno())
                ):
                    break
                content += next(work.pieces)
        except StopIteration:
            return bytes(content)
        except KilledError:
            return Begun()
        except StoreError as error:
            return Begun(bytes(content), error=error)
        except BaseException:
            work.pieces.close()
            raise
        return Begun(bytes(content), work.pieces)

    def _whole(self, content: bytes, media_type: str) -> Whole:
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'.encode()
        length = str(len(content)).encode()
        return 200, [*self._headers[media_type], (b"content-length", length), (b"etag", etag)], content


def _headers(app: Flask, formats: Iterable[Format]) -> dict[str, Headers]:
    """What the application says with a whole answer, by media type, but for what depends on the bytes."""
    found = {}
    for format in formats:
        with app.test_request_context("/sparql"):
            response = app.process_response(respond(b"", format.content_type, vary=VARY))
            said = [(name.lower().encode(), value.encode()) for name, value in response.headers]
        found[format.media_type] = [each for each in said if each[0] not in _OF_ONE_ANSWER]
    return found


def _query(method: str, query_string: bytes, content_type: bytes, body: bytes) -> bytes | None:
    """The bytes of the query, where there is nothing else."""
    if method == "GET":
        return None if body else _parameter(query_string)
    if method != "POST" or query_string:
        return None
    if content_type in _FORM:
        return _parameter(body)
    return body if content_type in _DIRECT else None


def _parameter(content: bytes) -> bytes | None:
    return unescaped(content[len(_QUERY) :]) if content.startswith(_QUERY) and b"&" not in content else None


def unescaped(value: bytes) -> bytes:
    """The value of a parameter of a form; five times as fast as `urllib.parse`, for quoted-printable is read in C.

    >>> unescaped(b"ASK+%7B%7D%3D=")
    b'ASK {}=='
    """
    plain = value.replace(b"+", b" ")
    if _NO_ESCAPE.search(plain):
        return unquote_to_bytes(plain)
    return binascii.a2b_qp(plain.replace(b"=", b"=3D").replace(b"%", b"="))


def _text(content: bytes) -> str | None:
    """The query, where it is one that is asked as it stands."""
    if len(content) > _LONGEST:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if not text or text[0] == _BYTE_ORDER_MARK or "\0" in text or text.isspace() else text


@lru_cache(1_000)
def _chosen(accept: bytes | None, form: Form) -> Format | None:
    return choose_format(accept.decode("latin-1") if accept is not None else None, offered(form))


class _Moments:
    """Waits for something that may not come in time. One timer serves all who wait: one for each costs more."""

    def __init__(self) -> None:
        self._last: dict[asyncio.Future[bool], float] = {}
        self._loop: asyncio.AbstractEventLoop | None = None  # whose timer runs

    async def until(self, last: float, register: Callable[[Callable[[bool], None]], Callable[[], object]]) -> bool:
        """Whether what was registered came before a time of the loop, about; `register` gives what takes it back."""
        loop = asyncio.get_running_loop()
        came: asyncio.Future[bool] = loop.create_future()

        def settle(value: bool) -> None:
            if not came.done():
                came.set_result(value)

        self._last[came] = last
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(_LOOK_SECONDS, self._look, loop)
        take_back = register(settle)
        try:
            return await came
        finally:
            del self._last[came]
            take_back()

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell those whose time is over; look again while anybody waits."""
        if not self._last:
            self._loop = None
            return
        now = loop.time()
        for came, last in self._last.items():
            if last <= now and not came.done():
                came.set_result(False)
        loop.call_later(_LOOK_SECONDS, self._look, loop)


def _readable(loop: asyncio.AbstractEventLoop, pipe: int, settle: Callable[[bool], None]) -> Callable[[], object]:
    loop.add_reader(pipe, settle, True)
    return partial(loop.remove_reader, pipe)


def _free(
    loop: asyncio.AbstractEventLoop, queries: SandboxedQueries, settle: Callable[[bool], None]
) -> Callable[[], object]:
    here = threading.get_ident()

    def free() -> None:
        if threading.get_ident() == here:
            settle(True)
        else:
            loop.call_soon_threadsafe(settle, True)

    queries.when_free(free)
    return lambda: None

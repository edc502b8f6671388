"""The site as an ASGI application: what WSGI cannot tell and do stands here, the rest is Flask in threads.

WSGI does not say when the client leaves, nor who it is beyond its address, and a server that speaks it ends a broken
answer as if it were whole. ASGI does; so a query ends when nobody waits for it, a reader that takes nothing is cut off,
and an answer that breaks off is seen to break off. https://asgi.readthedocs.io/en/latest/specs/www.html
"""

import asyncio
import io
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote_to_bytes

from publish.site.admission import client_name
from publish.site.repeated import Headers, Repeatable, Repeated
from publish.site.watching import Message, Place, Send, Sending, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ON_LEAVE = "policygraph.on_leave"  # in the environment of a request: takes what to call when the client leaves
BEGUN = "policygraph.begun"  # in the environment of a query that the short way has begun to answer
_LAST_WORDS_SECONDS = 0.2  # for what was sent to arrive before the connection is cut off
_PIECE = 64 * 1024
_PAGE_THREADS = 8
_QUERY_THREADS = 64

Receive = Callable[[], Awaitable[Message]]


class ShortWay(Protocol):
    """Answers ordinary queries in the event loop; `hot_path.HotPath` does."""

    def read(self, method: str, path: bytes, query_string: bytes, headers: Headers, body: bytes) -> Any:
        """The query of a request; None where the application is to read it."""
        ...

    async def answer(self, asked: Any, client: str, on_leave: Callable[[Callable[[], None]], None]) -> Any:
        """Status, headers and body; or what has begun, for the application to go on with."""
        ...


class BrokenOffError(Exception):
    """An answer that has begun cannot be ended well: the connection is closed without an end."""


@dataclass(frozen=True, slots=True)
class Served:
    """An application, and what the gateway has to know: whether a client may ask, its header, and where we are."""

    application: "WSGIApplication"
    admits: Callable[[str, str], bool]
    client_header: bytes
    repeated: Repeated
    place: Place = field(default_factory=Place)
    short_way: ShortWay | None = None

    def client(self, scope: Message) -> tuple[str, str]:
        """The address a request comes from, and what a proxy of ours says of it."""
        address, _ = scope.get("client") or ("", 0)
        header = self.client_header
        said = b",".join(value for name, value in scope["headers"] if name == header) if header else b""
        return address, said.decode("latin-1")


class Gateway:
    """Hands requests to a WSGI application. Queries have threads of their own, so that pages never wait for them."""

    def __init__(
        self, served: Served, queries: str, body_limit: int, patience: float, watch: Watch | None = None
    ) -> None:
        self._served, self._queries, self._watch = served, queries, watch or Watch()
        self._body_limit, self._patience = body_limit, patience
        self._page_threads = ThreadPoolExecutor(_PAGE_THREADS, "page")
        self._query_threads = ThreadPoolExecutor(_QUERY_THREADS, "query")

    def hand_over(self, served: Served) -> Served:
        """From the next request on, ask another application; gives the one that was asked until now."""
        before, self._served = self._served, served
        return before

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        served, sending = self._served, Sending(send)
        self._watch.begin()
        try:
            await self._answer(served, scope, receive, sending)
        finally:
            self._watch.end(scope, sending, served.place)

    async def _answer(self, served: Served, scope: Message, receive: Receive, send: Send) -> None:
        """Answer it: with what was sent before, with metrics, or with what the application says."""
        is_query = scope["path"].rstrip("/").endswith(self._queries)
        repeatable = Repeatable.of(scope["method"], _raw_path(scope), scope["query_string"], scope["headers"])
        sent = served.repeated.get(repeatable)
        if sent is not None and (not is_query or served.admits(*served.client(scope))):
            await _send_whole(send, *sent)  # counted too; who is refused here is told so by the application
            return
        metrics = self._watch.metrics(scope, served.place, client_name(*served.client(scope)))
        if metrics is not None:
            await _send_whole(send, *metrics)
            return
        body = await _body(receive, self._body_limit, self._patience) if _has_body(scope) else b""
        if body is None:
            await _send_whole(send, 408, [(b"connection", b"close")], b"the request did not end\n")
            return
        client, begun = _Client(), None
        if is_query and served.short_way:
            found = await self._begin(served, scope, body, client)
            if isinstance(found, tuple):
                served.repeated.keep(repeatable, *found)
                await _send_whole(send, *found)
                return
            begun = found
        watch = asyncio.ensure_future(_watch(receive, client))
        threads = self._query_threads if is_query else self._page_threads
        environment = _environment(scope, body, client)
        if begun is not None:
            environment[BEGUN] = begun
        try:
            answer = await asyncio.get_running_loop().run_in_executor(threads, _Answer, served.application, environment)
            if answer.whole:
                served.repeated.keep(repeatable, answer.status, answer.headers, answer.first)
                await _send_whole(send, answer.status, answer.headers, answer.first)
            else:
                await self._stream(answer, client, threads, send)
        finally:
            watch.cancel()

    async def _begin(self, served: Served, scope: Message, body: bytes, client: "_Client") -> Any:
        """What the short way says of a query; None where it says nothing."""
        assert served.short_way is not None
        asked = served.short_way.read(scope["method"], _raw_path(scope), scope["query_string"], scope["headers"], body)
        who = served.client(scope)
        if asked is None or not served.admits(*who):
            return None
        return await served.short_way.answer(asked, client_name(*who), client.on_leave)

    async def _stream(self, answer: "_Answer", client: "_Client", threads: ThreadPoolExecutor, send: Send) -> None:
        """Send an answer as fast as the client takes it."""
        loop = asyncio.get_running_loop()
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": _dated(answer.headers)})
            piece: bytes | None = answer.first
            while piece is not None and not client.left:
                async with asyncio.timeout(self._patience):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await loop.run_in_executor(threads, answer.next)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except BrokenOffError:
            await asyncio.sleep(_LAST_WORDS_SECONDS)
            raise
        finally:
            await loop.run_in_executor(threads, answer.close)


class _Client:
    """Who is told when the client leaves; also when that is known only after it left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[Callable[[], None]] = []
        self.left = False

    def on_leave(self, call: Callable[[], None]) -> None:
        """Call this when the client leaves."""
        with self._lock:
            self._calls.append(call)
            left = self.left
        if left:
            call()

    def leave(self) -> None:
        """The client left."""
        with self._lock:
            self.left = True
            calls = list(self._calls)
        for call in calls:
            call()


async def _body(receive: Receive, limit: int, patience: float) -> bytes | None:
    """The body up to a limit that the application then finds exceeded; None when it does not come to an end."""
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            while len(body) <= limit:
                message = await receive()
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    break
    except TimeoutError:
        return None
    return bytes(body)


def _has_body(scope: Message) -> bool:
    """Whether one may come. HTTP/1.1 says so by a header (RFC 9112, section 6.3); HTTP/2 need not."""
    if scope["method"] not in ("GET", "HEAD"):
        return True
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


async def _watch(receive: Receive, client: _Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass  # the rest of a body that is too large
    client.leave()


def _raw_path(scope: Message) -> bytes:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return path


def _environment(scope: Message, body: bytes, client: _Client) -> dict[str, Any]:
    """The request as PEP 3333 has it."""
    address, _ = scope.get("client") or ("", 0)
    host, port = scope.get("server") or ("localhost", 80)
    raw_path = _raw_path(scope)
    environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw_path).decode("latin-1"),
        "REQUEST_URI": raw_path.decode("latin-1"),  # as the client spelled it, which is to be the canonical way
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        ON_LEAVE: client.on_leave,
    }
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        text = value.decode("latin-1")
        environment[key] = f"{environment[key]},{text}" if key in environment else text
    environment["CONTENT_LENGTH"] = str(len(body))
    return environment


def _dated(headers: Headers) -> Headers:
    """With the time of sending, which is not that of making: RFC 9110, section 6.6.1."""
    return [*headers, (b"date", _date(int(time.time())))]


@lru_cache(1)
def _date(seconds: int) -> bytes:
    return formatdate(seconds, usegmt=True).encode()


async def _send_whole(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _dated(headers)})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class _Answer:
    """What the application answers: status, headers, the first piece, and the others where there are any."""

    def __init__(self, application: "WSGIApplication", environment: dict[str, Any]) -> None:
        self.status = 500
        self.headers: Headers = []
        pieces = application(environment, self._start)
        self._pieces: Iterator[bytes] = iter(pieces)
        self.close: Callable[[], None] = getattr(pieces, "close", lambda: None)
        self._broken: BrokenOffError | None = None
        self.first = self.next() or b""
        length = dict(self.headers).get(b"content-length", b"")
        self.whole = not self.first or (length.isdigit() and int(length) <= len(self.first))
        if self.whole:
            self.close()

    def next(self) -> bytes | None:
        """As many of the next pieces as make a good one to send; None after the last."""
        if self._broken is not None:
            raise self._broken
        pieces, size = [], 0
        try:
            for piece in self._pieces:
                pieces.append(piece)
                size += len(piece)
                if size >= _PIECE:
                    break
        except BrokenOffError as error:
            self._broken = error  # once its last words are sent
        return b"".join(pieces) if pieces else None

    def _start(self, status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], object]:
        self.status = int(status.partition(" ")[0])
        said = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.headers = [each for each in said if each[0] != b"date"]
        return _no_write


def _no_write(_: bytes) -> object:
    raise NotImplementedError("an application of ours returns its answer")

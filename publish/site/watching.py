"""What is noticed of every request, and `/metrics`, which shows it to those who may see it."""

import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Protocol

from publish.site.exchange import Exchange, route_of

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
EVERYBODY, THIS_MACHINE = "all", "local"
_FORBIDDEN = b"the metrics are shown to this machine alone; the setting http.metrics says so\n"
Whole = tuple[int, list[tuple[bytes, bytes]], bytes]


class Counts(Protocol):
    """What counts, and shows it; `metrics.Metrics` does."""

    def begin(self) -> None:
        """A request came."""
        ...

    def end(self, exchange: Exchange) -> None:
        """It was answered."""
        ...

    def text(self, release: str, digest: str) -> bytes:
        """All that was counted."""
        ...


class Log(Protocol):
    """What writes down; `access_log.AccessLog` does."""

    def end(self, exchange: Exchange) -> None:
        """A request was answered."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests arrive: the path of the front page, the first words of our addresses, and what is served."""

    root: str = "/"
    routes: Collection[str] = ()
    release: str = ""
    digest: str = ""


@dataclass
class Sending:
    """Passes an answer on to the client, and knows what it was."""

    send: Send
    began: float = field(default_factory=time.perf_counter)
    status: int = 0
    media_type: str = ""
    size: int = 0
    whole: bool = False

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        await self.send(message)
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = next((value for name, value in message["headers"] if name == b"content-type"), b"")
            self.media_type = said.partition(b";")[0].decode("latin-1")
        else:
            self.size += len(message["body"])
            self.whole = not message["more_body"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Counts requests and writes them down, where that is wanted. `shown_to` is `all`, `local` or `none`."""

    counts: Counts | None = None
    log: Log | None = None
    shown_to: str = "none"
    content_type: str = "text/plain"

    def begin(self) -> None:
        """A request came."""
        if self.counts is not None:
            self.counts.begin()

    def end(self, scope: Message, sending: Sending, place: Place) -> None:
        """It was answered, or its client left."""
        if self.counts is None and self.log is None:
            return
        path: str = scope["path"]
        exchange = Exchange(
            scope["method"],
            path,
            scope["query_string"],
            sending.status,
            sending.media_type,
            sending.size,
            time.perf_counter() - sending.began,
            sending.whole,
            route_of(path, place.root, place.routes),
            place.release,
        )
        if self.counts is not None:
            self.counts.end(exchange)
        if self.log is not None:
            self.log.end(exchange)

    def metrics(self, scope: Message, place: Place, client: str) -> Whole | None:
        """The answer to a request for `/metrics`; None when that is not what was asked for, or nobody may see it."""
        if self.counts is None or scope["path"] not in ("/metrics", f"{place.root}metrics"):
            return None
        if self.shown_to not in (EVERYBODY, THIS_MACHINE):
            return None
        headers = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
        if scope["method"] not in ("GET", "HEAD"):
            return 405, [*headers, (b"allow", b"GET, HEAD")], b""
        if self.shown_to == THIS_MACHINE and not _is_this_machine(client):
            return 403, [*headers, (b"content-type", b"text/plain; charset=utf-8")], _FORBIDDEN
        body = self.counts.text(place.release, place.digest)
        headers += [(b"content-type", self.content_type.encode()), (b"content-length", str(len(body)).encode())]
        return 200, headers, body if scope["method"] == "GET" else b""


def _is_this_machine(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False

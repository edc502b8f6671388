"""Answers that are sent again, to the byte, to a request that comes again: beneath Flask, in a tenth of the time.

Only whole and public answers to GET are kept, and only for requests that say the same in everything an answer may
depend on. All of them go when another application takes over.
"""

from dataclasses import dataclass

from publish.site.answers import KeptAnswers

Headers = list[tuple[bytes, bytes]]
_SAYS = (b"accept", b"accept-language")  # what answers vary by
_KNOWN_BEFORE = b"if-none-match"
_ELSE = (b"if-modified-since", b"if-match", b"if-unmodified-since", b"range", b"authorization", b"cookie")
_NOT_IN_304 = (b"content-length", b"content-type")


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request that may have been answered before: what its answer depends on, and the ETag that the client knows."""

    key: tuple[bytes, ...]
    known: bytes | None

    @classmethod
    def of(cls, method: str, path: bytes, query: bytes, headers: Headers) -> "Repeatable | None":
        """None for a request whose answer depends on more. `path` is as the client spelled it."""
        if method != "GET":
            return None
        said = dict(headers)
        if any(name in said for name in _ELSE):
            return None
        return cls((path, query, *(said.get(name, b"") for name in _SAYS)), said.get(_KNOWN_BEFORE))


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent."""

    headers: Headers
    body: bytes
    etag: bytes

    def to(self, known: bytes | None) -> tuple[int, Headers, bytes] | None:
        """Status, headers and body for a client that knows an ETag; None where that has to be read with care."""
        if known is None:
            return 200, self.headers, self.body
        if known != self.etag:
            return None
        return 304, [(name, value) for name, value in self.headers if name not in _NOT_IN_304], b""


class Repeated:
    """Answers by request."""

    def __init__(self, size: int) -> None:
        self._kept: KeptAnswers[Sent] = KeptAnswers(size)

    def get(self, request: Repeatable | None) -> tuple[int, Headers, bytes] | None:
        """What was answered to such a request."""
        sent = self._kept.get(request.key) if request else None
        return sent.to(request.known) if sent and request else None

    def keep(self, request: Repeatable | None, status: int, headers: Headers, body: bytes) -> None:
        """Keep an answer that may be sent again."""
        said = dict(headers)
        if request and status == 200 and said.get(b"cache-control", b"").startswith(b"public") and b"etag" in said:
            self._kept.keep(request.key, Sent(headers, body, said[b"etag"]), len(body) + sum(map(len, request.key)))

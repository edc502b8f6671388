"""How much one client may ask: so many queries a second, and so many at once. What is cheap is counted too.

A client waits a moment for one of its own queries to end; when too many wait already, or none ends, it is told when to
come again. Each server process counts for itself.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

BURST_SECONDS = 10  # of the rate, for a client that was quiet before
WAITING_PER_SLOT = 8
WAIT_SECONDS = 2.0
_REMEMBERED = 10_000
_NETWORK_BITS = 64  # of an IPv6 address: whoever has one address has as many more as he likes


class TooManyError(Exception):
    """The client asks too much; `retry_after` says in how many seconds it may come again."""

    def __init__(self, reason: str, retry_after: int) -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


@dataclass
class _Client:
    left: float
    seen: float
    running: int = 0
    waiting: int = 0
    freed: threading.Condition = field(default_factory=threading.Condition)


class Admission:
    """Counts queries by client."""

    def __init__(self, slots: int, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._slots, self._rate, self._clock = slots, rate, clock
        self._clients: OrderedDict[str, _Client] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, client: str) -> None:
        """A query came. Raises `TooManyError` when this client has sent too many."""
        with self._lock:
            this = self._client(client)
            now = self._clock()
            full = float(self._rate * BURST_SECONDS)
            this.left = min(full, this.left + (now - this.seen) * self._rate)
            this.seen = now
            if this.left < 1:
                raise TooManyError(f"more than {self._rate} queries a second came from you", 1)
            this.left -= 1

    def enter(self, client: str) -> Callable[[], None]:
        """A query is to run; call what comes back when it has. Raises `TooManyError` when this client has no slot."""
        with self._lock:
            this = self._client(client)
        with this.freed:
            if this.running >= self._slots:
                self._wait(this)
            this.running += 1
        return _Once(lambda: self._leave(this))

    def enter_now(self, client: str) -> Callable[[], None] | None:
        """The same for who must not wait: None when no slot is free now."""
        with self._lock:
            this = self._client(client)
        with this.freed:
            if this.running >= self._slots or this.waiting:
                return None
            this.running += 1
        return _Once(lambda: self._leave(this))

    def _wait(self, this: _Client) -> None:
        reason = f"{self._slots} queries of yours are at work, and no more may be"
        if this.waiting >= self._slots * WAITING_PER_SLOT:
            raise TooManyError(reason, int(WAIT_SECONDS))
        this.waiting += 1
        try:
            if not this.freed.wait_for(lambda: this.running < self._slots, WAIT_SECONDS):
                raise TooManyError(reason, int(WAIT_SECONDS))
        finally:
            this.waiting -= 1

    def _leave(self, this: _Client) -> None:
        with this.freed:
            this.running -= 1
            this.freed.notify()

    def _client(self, name: str) -> _Client:
        this = self._clients.get(name)
        if this is None:
            this = self._clients[name] = _Client(float(self._rate * BURST_SECONDS), self._clock())
            self._forget()
        self._clients.move_to_end(name)
        return this

    def _forget(self) -> None:
        """Those who were quiet longest, unless a query of theirs is still at work."""
        for name in list(self._clients)[: max(0, len(self._clients) - _REMEMBERED)]:
            if not (self._clients[name].running or self._clients[name].waiting):
                del self._clients[name]


class _Once:
    """Calls a function the first time, and never again."""

    def __init__(self, function: Callable[[], None]) -> None:
        self._function: Callable[[], None] | None = function

    def __call__(self) -> None:
        function, self._function = self._function, None
        if function is not None:
            function()


@lru_cache(10_000)
def client_name(address: str, forwarded: str = "") -> str:
    """Who asks: the address of the connection, or the last one that a proxy of ours names. Of IPv6 the network.

    >>> client_name("127.0.0.1", "203.0.113.9, 2001:db8:1:2:3::4")
    '2001:db8:1:2::'
    """
    for each in (forwarded.rpartition(",")[2].strip(), address):
        try:
            ip = ip_address(each)
        except ValueError:
            continue
        if isinstance(ip, IPv6Address) and ip.ipv4_mapped is None:
            return str(IPv6Address(int(ip) >> (128 - _NETWORK_BITS) << (128 - _NETWORK_BITS)))
        return str(ip)
    return address

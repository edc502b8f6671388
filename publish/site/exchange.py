"""One request with its answer, as metrics and access log see it: what was asked and how it went, and not by whom."""

from collections.abc import Callable, Collection
from typing import NamedTuple

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where processes count, by a name that the library knows
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
OTHER = "other"  # a method or an address that we do not have: strangers must not make labels for us


class Exchange(NamedTuple):
    """A request with its answer; `whole` is false where the answer broke off, and `status` 0 where none began."""

    method: str
    path: str
    query: bytes
    status: int
    media_type: str
    size: int
    seconds: float
    whole: bool
    route: str
    release: str


Observer = Callable[[Exchange], None]


def route_of(path: str, root: str, routes: Collection[str]) -> str:
    """Which part of the site an address belongs to: its first word, if that is one of ours.

    >>> [route_of(path, "/data/", {"doc", "home"}) for path in ("/data/doc/measure/m1", "/data/", "/data/x")]
    ['doc', 'home', 'other']
    """
    local = path.removeprefix(root.rstrip("/")).lstrip("/")
    first = local.partition("/")[0].partition(".")[0] or "home"
    return first if first in routes else OTHER

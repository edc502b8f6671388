"""The access log: one line of JSON a request, without anything that tells who asked.

No address, no user agent, no referrer, no cookie is ever written. What a visitor typed is left out too, unless the
setting `http.log_query` says otherwise: what stands behind the question mark, the text of `/label/…`, and addresses
that are none of ours.
"""

import hashlib
import json
import logging
import logging.handlers
import sys
from datetime import UTC, datetime

from ontology.errors import SettingsError
from publish.settings import Settings
from publish.site.exchange import OTHER, Exchange

STANDARD_ERROR = "stderr"
_TYPED = {"label": "label/", OTHER: ""}  # routes whose address is what somebody typed, and what is written instead
_LEFT_OUT = "…"


class AccessLog:
    """Writes what was asked and how it went. Several processes may write to one file: each line is one write."""

    def __init__(self, place: str, query: str) -> None:
        """`place` is a file or `stderr`; `query` is `none`, `digest` or `full`.

        Raises `SettingsError` when the file cannot be written.
        """
        self._query = query
        self._handler = _handler(place)

    @classmethod
    def of(cls, settings: Settings) -> "AccessLog | None":
        """As the settings say; None where no log is wanted."""
        place = settings.text("http.log")
        return cls(place, settings.text("http.log_query")) if place else None

    def end(self, exchange: Exchange) -> None:
        """Write one line."""
        line = json.dumps(self._said(exchange), ensure_ascii=False)
        self._handler.emit(logging.LogRecord("access", logging.INFO, "", 0, line, None, None))

    def _said(self, exchange: Exchange) -> dict[str, object]:
        full = self._query == "full"
        path = exchange.path if full or exchange.route not in _TYPED else f"/{_TYPED[exchange.route]}{_LEFT_OUT}"
        said: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": exchange.method,
            "path": path,
            "status": exchange.status,
            "type": exchange.media_type,
            "bytes": exchange.size,
            "seconds": round(exchange.seconds, 6),
            "release": exchange.release,
        }
        if exchange.query and full:
            said["query"] = exchange.query.decode("utf-8", "replace")
        elif exchange.query and self._query == "digest":
            said["query"] = hashlib.sha256(exchange.query).hexdigest()[:16]
        return said if exchange.whole else said | {"broken": True}


def _handler(place: str) -> logging.Handler:
    if place == STANDARD_ERROR:
        return logging.StreamHandler(sys.stderr)
    try:
        return logging.handlers.WatchedFileHandler(place, encoding="utf-8")  # finds its file again when it is rotated
    except OSError as error:
        raise SettingsError(
            f"cannot be written ({error.strerror})", where=f"http.log: {place}", fix="Name another file, or stderr."
        ) from error

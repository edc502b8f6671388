"""Bytes as HTTP responses: validators, negotiation headers and conditional requests, RFC 9110."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from flask import Response, current_app, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Allow, Content-Location, ETag, Last-Modified, Link, Location, Policygraph-Limits, Retry-After, Vary"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": ("Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, Range"),
    "Access-Control-Max-Age": "86400",
}
CACHING = "public, max-age=60"  # short: the next release may say something else
FOR_EVER = "public, max-age=31536000, immutable"


def respond(
    body: bytes | str,
    content_type: str,
    *,
    status: int = 200,
    vary: Iterable[str] = (),
    location: str = "",
    content_location: str = "",
    language: str = "",
    modified: datetime | None = None,
    link: str = "",
    caching: str = CACHING,
) -> Response:
    """A response. A good one has a strong ETag, the hash of the bytes sent, and answers conditional requests."""
    content = body.encode() if isinstance(body, str) else body
    response = Response(content, status=status, content_type=content_type)
    for name, value in (
        ("Vary", ", ".join(vary)),
        ("Location", location),
        ("Content-Location", content_location),
        ("Content-Language", language),
        ("Link", link),
    ):
        if value:
            response.headers[name] = value
    response.autocorrect_location_header = False
    if status == 200:
        response.set_etag(hashlib.sha256(content).hexdigest()[:32])
        response.headers["Cache-Control"] = caching
        if modified:
            response.last_modified = modified
        response.make_conditional(request)
    return response


def stream(pieces: Iterable[bytes], content_type: str, *, vary: Iterable[str], headers: Mapping[str, str]) -> Response:
    """A response that is sent while it is made: without validators, and not kept by caches."""
    response = Response(pieces, content_type=content_type)
    response.headers.update({"Vary": ", ".join(vary), "Cache-Control": "no-store", **headers})
    return response


def redirect(location: str, status: int, vary: Iterable[str] = ()) -> Response:
    """A redirect whose short body names the place, for those who do not follow."""
    response = respond(f"See {location}\n", "text/plain; charset=utf-8", status=status, vary=vary, location=location)
    response.headers["Cache-Control"] = CACHING
    return response


def secure(response: Response) -> Response:
    """Headers that every response has."""
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    _limit_origins(response, current_app.config.get("CORS", "*"))
    return response


def _limit_origins(response: Response, origin: str) -> None:
    """Whose pages may read this by script: one origin, or none, where the settings say so."""
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        return
    for name in [name for name in response.headers.keys() if name.startswith("Access-Control-")]:  # noqa: SIM118
        del response.headers[name]

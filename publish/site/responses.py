"""Bytes as HTTP responses: validators, negotiation headers and conditional requests, RFC 9110."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from flask import Response, request

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Last-Modified, Link, Location, Vary",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
CACHING = "public, max-age=60"  # short: the next release may say something else


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
) -> Response:
    """A response. A good one has a strong ETag, the hash of the bytes sent, and answers conditional requests."""
    content = body.encode() if isinstance(body, str) else body
    response = Response(content, status=status, content_type=content_type)
    for name, value in (
        ("Vary", ", ".join(vary)),
        ("Location", location),
        ("Content-Location", content_location),
        ("Content-Language", language),
    ):
        if value:
            response.headers[name] = value
    response.autocorrect_location_header = False
    if status == 200:
        response.set_etag(hashlib.sha256(content).hexdigest()[:32])
        response.headers["Cache-Control"] = CACHING
        if modified:
            response.last_modified = modified
        response.make_conditional(request)
    return response


def secure(response: Response) -> Response:
    """Headers that every response has."""
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    return response

"""One spelling for every address: the others lead to it (301), or lead nowhere.

The rule: UTF-8 in NFC, percent-encoded only where it must be, with capital letters; no slash at the end but for the
front page and the list of releases; identifiers in small letters. Doubled slashes, `.` and `..`, control characters and
bytes that are not UTF-8 belong to no address of ours.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from flask import Request, Response
from werkzeug.exceptions import BadRequest, NotFound, RequestURITooLarge

from ontology.errors import IdentifierError
from ontology.identifiers import parse
from publish.site.addresses import Addresses
from publish.site.responses import redirect

LONGEST = 8 * 1024  # characters of a path
_KEPT = "/:@!$&'()*+,;=~"  # what a path may hold as it is (RFC 3986), besides letters, digits and `-._`
_IDENTIFIED = re.compile(r"/(?P<tree>id|doc)/(?P<path>[a-z]+)/(?P<identifier>[^/.]+)(?P<rest>.*)", re.DOTALL)
_WITH_SLASH = "/release/"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def lead_to_canonical(request: Request, addresses: Addresses) -> Response | None:
    """A redirect to the canonical spelling of what was asked for; None where it is spelled so.

    Raises `BadRequest`, `NotFound` or `RequestURITooLarge` for what is no address of ours however it is spelled.
    """
    path = _decoded(request)
    wanted = canonical(path, addresses.base)
    if request.method not in ("GET", "HEAD") or quote(wanted, safe=_KEPT) == _as_sent(request, path, addresses):
        return None
    query = quote(request.query_string, safe=_KEPT + "?%[]")
    local = quote(wanted.removeprefix("/"), safe=_KEPT)
    return redirect(addresses.redirect(local) + (f"?{query}" if query else ""), 301)


def canonical(path: str, base: str) -> str:
    """The canonical spelling of a decoded path.

    >>> canonical("/id/measure/MM6QPM60/", "http://localhost:8000/")
    '/id/measure/mm6qpm60'
    >>> canonical("/release", "http://localhost:8000/")
    '/release/'
    """
    if any(segment in ("", ".", "..") for segment in path.split("/")[1:-1]) or path.endswith(("/.", "/..")):
        raise NotFound
    plain = unicodedata.normalize("NFC", path)
    plain = plain.rstrip("/") or "/"
    if f"{plain}/" == _WITH_SLASH:
        return _WITH_SLASH
    if found := _IDENTIFIED.fullmatch(plain):
        small = found["identifier"].lower()
        if small != found["identifier"] and _is_ours(found["path"], small, base):
            return f"/{found['tree']}/{found['path']}/{small}{found['rest']}"
    return plain


def _is_ours(path: str, identifier: str, base: str) -> bool:
    try:
        parse(f"{base}id/{path}/{identifier}", base)
    except IdentifierError:
        return False
    return True


def _decoded(request: Request) -> str:
    """The path in characters, decoded once."""
    octets = request.environ.get("PATH_INFO", "").encode("latin-1", "replace")
    if len(octets) > LONGEST:
        raise RequestURITooLarge
    try:
        path = octets.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The address is not UTF-8.") from error
    if _CONTROL.search(path):
        raise BadRequest("There are control characters in the address.")
    return path or "/"


def _as_sent(request: Request, path: str, addresses: Addresses) -> str:
    """The path as the client spelled it, where the server tells; else as it would be spelled."""
    sent = request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI")
    if not sent:
        return quote(path, safe=_KEPT)
    spelled = (urlsplit(sent).path if "://" in sent.partition("?")[0] else sent.partition("?")[0]) or "/"
    root = addresses.root.rstrip("/")
    return spelled.removeprefix(root) if root and spelled.startswith(f"{root}/") else spelled

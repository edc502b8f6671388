"""The site as a WSGI application: one release, its routes, and what all of them answer alike."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from ontology.errors import ReleaseError
from publish.site import dereferencing, endpoint, front
from publish.site.addresses import Addresses
from publish.site.formats import DOCUMENTS, HTML, choose_format
from publish.site.languages import PAGE_TAG
from publish.site.release import read_release
from publish.site.responses import respond, secure
from publish.site.site import Site
from publish.site.wording import wording
from publish.store.embedded import open_release

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_BODY_LIMIT = 64 * 1024


def create_app(release_folder: Path, base: str | None = None, *, address: str | None = None) -> Flask:
    """The site of one release. `address` is where it is served, if that is not the base: then links are paths.

    Raises `ReleaseError` when the folder is no release, or its things are named under another base.
    """
    release = read_release(release_folder)
    if base is not None and base != release.base:
        raise ReleaseError(
            f"the things of this release are named under {release.base}, not {base}",
            where=str(release_folder),
            fix="Serve it under its own base, or build it again with the other.",
        )
    site = Site(release, open_release(release.folder), Addresses(release.base, address not in (None, release.base)))
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = _BODY_LIMIT
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (dereferencing, endpoint, front):
        part.register(app, site)
    app.after_request(secure)
    app.register_error_handler(HTTPException, lambda error: _problem(site, error))
    app.wsgi_app = _under(site.addresses.root, app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def _problem(site: Site, error: HTTPException) -> Response:
    """What went wrong, for people or for programs."""
    status = error.code or 500
    headers = error.get_response().headers
    if choose_format(request.headers.get("Accept"), DOCUMENTS) is HTML:
        language = site.language()
        heading = wording(language)["unknown"] if status == 404 else error.name
        message = "" if status == 404 else error.description or ""
        body = dereferencing.Dereferencing(site).problem(language, status, heading, message)
        response = respond(body, HTML.content_type, status=status, language=PAGE_TAG[language])
    else:
        response = respond(f"{status} {error.name}\n", "text/plain; charset=utf-8", status=status)
    response.headers["Vary"] = "Accept, Accept-Language"
    if "Allow" in headers:
        response.headers["Allow"] = headers["Allow"]
    return response


def _under(root: str, application: "WSGIApplication") -> "WSGIApplication":
    """The application as it answers below the path of the base, whether or not a proxy takes that path away."""
    prefix = root.rstrip("/")

    def answer(environment: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path: str = environment.get("PATH_INFO", "")
        if prefix and path.startswith(f"{prefix}/"):
            environment["PATH_INFO"] = path.removeprefix(prefix)
        return application(environment, start_response)

    return answer

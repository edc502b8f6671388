"""The site as a WSGI application: one release, its routes, and what all of them answer alike."""

import os
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import BadGateway, GatewayTimeout, HTTPException

from ontology.errors import ReleaseError, StoreError
from publish.settings import Settings
from publish.site import (
    audit,
    browse,
    dereferencing,
    diff,
    discovery,
    docs,
    endpoint,
    feed,
    front,
    labels,
    limits,
    quality,
    releases,
    terms,
)
from publish.site.addresses import Addresses
from publish.site.canonical import lead_to_canonical
from publish.site.editor import editor_terms
from publish.site.examples import EXAMPLES, QUESTIONS
from publish.site.formats import DOCUMENTS, HTML, choose_format
from publish.site.grounds import Grounds
from publish.site.languages import PAGE_TAG
from publish.site.past import PastReleases
from publish.site.release import Release, read_release
from publish.site.responses import respond, secure
from publish.site.service import Service
from publish.site.site import Site
from publish.site.texts import Texts, keep_private
from publish.site.wording import wording
from publish.store import guard
from publish.store.embedded import EmbeddedStore, open_release
from publish.store.interface import PolicyStore, TimedOutError, UnavailableError
from publish.store.limits import Limits
from publish.store.pool import Pool
from publish.store.queries import DirectQueries, Queries, SandboxedQueries
from publish.store.remote import Most, endpoint_at
from publish.store.remote_store import RemoteStore

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BODY_LIMIT = 3 * guard.MAX_BYTES + 1024  # a form may write each byte of a query with three
SETTINGS, SERVICE = "POLICYGRAPH_SETTINGS", "policygraph.service"
_OF_THE_STORE = (BadGateway.code, GatewayTimeout.code)


def create_app(
    release_folder: Path,
    base: str | None = None,
    *,
    address: str | None = None,
    store: str = "",
    settings: Settings | None = None,
    refused: tuple[str, ...] = (),
    texts: Texts | None = None,
) -> Flask:
    """The site of one release. `address` is where it is served, if that is not the base: then links are paths.

    `store` is the address of a SPARQL endpoint that holds the release; without one, the embedded store is opened, and
    queries run in processes of their own. `refused` names the damaged releases in whose place this one is served.
    `texts` are the articles themselves, as far as pages may show them.

    Raises `ReleaseError` when the folder is no release, or its things are named under another base.
    """
    release = read_release(release_folder)
    if base is not None and base != release.base:
        raise ReleaseError(
            f"the things of this release are named under {release.base}, not {base}",
            where=str(release_folder),
            fix="Serve it under its own base, or build it again with the other.",
        )
    chosen = settings or Settings().with_environment(os.environ)
    opened: PolicyStore = remote_store(release, store, chosen) if store else open_release(release.folder)
    site = Site(release, opened, Addresses(release.base, address not in (None, release.base)), texts)
    app = empty_app(chosen)
    if texts and texts.all_of_them:
        keep_private(app)
    if isinstance(opened, RemoteStore):
        app.before_request(opened.begin_page)
    add_service(app, _service(site, app.config[SETTINGS]))
    app.before_request(lambda: lead_to_canonical(request, site.addresses))
    for part in (dereferencing, front, browse, labels, quality, releases, audit, diff, feed, terms, docs):
        part.register(app, site)
    discovery.register(app, site, refused)
    app.register_error_handler(HTTPException, lambda error: _problem(site, error))
    app.register_error_handler(UnavailableError, lambda error: _store_problem(app, site, error, "store_away"))
    app.register_error_handler(TimedOutError, lambda error: _store_problem(app, site, error, "store_slow"))
    app.wsgi_app = _under(site.addresses.root, app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def empty_app(settings: Settings) -> Flask:
    """An application without routes."""
    app = Flask(__name__)
    app.config[SETTINGS] = settings
    app.config["CORS"] = settings.text("http.cors")
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT
    app.url_map.merge_slashes = app.url_map.strict_slashes = False  # werkzeug would redirect to any host it is told
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.after_request(secure)
    return app


def add_service(app: Flask, service: Service) -> None:
    """Add an endpoint, and the page of its limits."""
    app.extensions[SERVICE] = service
    endpoint.register(app, service)
    limits.register(app, service)


def _service(site: Site, settings: Settings) -> Service:
    """The endpoint over a release."""
    opened = site.store
    queries: Queries = DirectQueries(opened)
    past = None
    if isinstance(opened, EmbeddedStore) and opened.folder:
        allowed = Limits.of(settings)
        queries = SandboxedQueries(Pool(opened.folder, allowed), allowed, site.release.name)
        past = PastReleases(site.releases, allowed)
    return Service(
        queries,
        site.addresses,
        settings,
        site.render,
        site.language,
        licence=site.release.licence,
        dataset=site.addresses.absolute(site.release.local),
        examples=EXAMPLES,
        evidence_space=f"{site.addresses.base}id/evidence/",
        grounds=Grounds(site),
        questions=QUESTIONS,
        terms=cache(partial(editor_terms, site)),
        version=site.release.version,
        past=past,
    )


def remote_store(release: Release, address: str, settings: Settings) -> RemoteStore:
    """The endpoint at an address as the store of a release. The environment says who we are there."""
    allowed = Limits.of(settings)
    most = Most(allowed.seconds, allowed.size, allowed.rows)
    return RemoteStore(endpoint_at(address), f"{release.base}id/evidence/", most)


def _store_problem(app: Flask, site: Site, error: StoreError, key: str) -> Response:
    """The store does not answer. The log says why; visitors need not know where it is."""
    app.logger.error("%s", error)
    message = wording(site.language())[key]
    return _problem(site, GatewayTimeout(message) if isinstance(error, TimedOutError) else BadGateway(message))


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
        said = f"{status} {error.name}\n" + (f"{error.description}\n" if status in _OF_THE_STORE else "")
        response = respond(said, "text/plain; charset=utf-8", status=status)
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

"""Any data set behind the endpoint: no pages, no release, nothing assumed of what it says."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from publish.settings import Settings
from publish.site.addresses import Addresses
from publish.site.app import add_service, empty_app
from publish.site.languages import LANGUAGES, PAGE_TAG, choose_language
from publish.site.responses import redirect, respond
from publish.site.service import Service
from publish.site.wording import wording
from publish.store.limits import Limits
from publish.store.pool import Pool
from publish.store.queries import SandboxedQueries


def create_data_app(store: Path, digest: str, address: str, settings: Settings) -> Flask:
    """An endpoint over an opened store; `digest` names its data, `address` is where it is served."""
    addresses, limits = Addresses(address), Limits.of(settings)
    queries = SandboxedQueries(Pool(store, limits), limits, digest)
    app = empty_app(settings)

    def render(template: str, language: str, **content: Any) -> str:
        other = next(each for each in LANGUAGES if each != language)
        content.setdefault("other_language_href", f"?lang={other}")
        return render_template(
            template,
            layout="data.html",
            words=wording(language),
            page_tag=PAGE_TAG[language],
            other_tag=PAGE_TAG[other],
            addresses=addresses,
            **content,
        )

    add_service(app, Service(queries, addresses, settings, render, _language))
    app.add_url_rule("/", "home", lambda: redirect(addresses.redirect("sparql"), 303))
    app.register_error_handler(HTTPException, _problem)
    return app


def _language() -> str:
    return choose_language(request.headers.get("Accept-Language"), request.args.get("lang"))


def _problem(error: HTTPException) -> Response:
    """What went wrong, in one line."""
    response = respond(f"{error.code} {error.name}\n", "text/plain; charset=utf-8", status=error.code or 500)
    allowed = error.get_response().headers.get("Allow")
    if allowed:
        response.headers["Allow"] = allowed
    return response

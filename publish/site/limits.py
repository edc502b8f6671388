"""The limits of the endpoint, for people and for programs: `/limits`, `/limits.html`, `/limits.json`."""

import json

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

from publish.site.formats import HTML, Format, choose_format
from publish.site.languages import PAGE_TAG
from publish.site.responses import respond
from publish.site.service import Service, limits_text

_JSON = Format("json", "application/json", "JSON")
_OFFERED = (HTML, _JSON)


def register(app: Flask, service: Service) -> None:
    """Add the page to an app."""

    def limits(extension: str = "") -> Response:
        named = next((each for each in _OFFERED if each.extension == extension), None)
        if extension and named is None:
            raise NotFound
        format = named or choose_format(request.headers.get("Accept"), _OFFERED) or _JSON
        vary = [] if named else ["Accept"]
        if format is _JSON:
            body = json.dumps({"endpoint": service.iri, **service.limits.published()}, indent=2) + "\n"
            return respond(body, _JSON.content_type, vary=vary)
        language = service.language()
        page = service.render(
            "limits.html",
            language,
            endpoint=service.iri,
            limits=limits_text(service.limits, language),
            rows=service.limits.published(),
        )
        return respond(page, HTML.content_type, vary=[*vary, "Accept-Language"], language=PAGE_TAG[language])

    app.add_url_rule("/limits", "limits", limits)
    app.add_url_rule("/limits.<extension>", "limits", limits)

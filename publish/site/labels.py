"""Finding a thing by its name: `/label/碳达峰` leads to what is called so, whatever its case, width or quotes."""

import difflib
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Flask, Response, request
from rdflib import FOAF, RDF, RDFS, Literal, URIRef
from werkzeug.exceptions import BadRequest, RequestURITooLarge

from publish.site.document import write
from publish.site.formats import DOCUMENTS, HTML, choose_format
from publish.site.languages import PAGE_TAG
from publish.site.pages import Value, visible
from publish.site.responses import redirect, respond
from publish.site.site import Site
from publish.site.wording import TEXTS, wording
from publish.store.folding import fold
from publish.store.interface import Quad
from publish.store.table import Row

LONGEST = 500  # characters
_NEAR = 10
_LOOKED_AT = 500  # names that begin with the same character
_COMPARED = 60  # characters: what is longer is no slip of the pen
_LISTED = 200


def register(app: Flask, site: Site) -> None:
    """Add the route to an app."""
    routes = Labels(site)
    app.add_url_rule("/label", view_func=routes.nothing)
    app.add_url_rule("/label/<path:text>", view_func=routes.find)


class Labels:
    """The route of names."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def nothing(self) -> Response:
        """No name, no thing."""
        raise BadRequest(wording(self._site.language())["label_help"])

    def find(self, text: str) -> Response:
        """To the thing of this name (303); a choice where there are several (300); near names where there is none."""
        if len(text) > LONGEST:
            raise RequestURITooLarge
        folded = fold(text)
        if not folded:
            return self.nothing()
        found = [URIRef(iri) for _, iri in self._site.release.names.of(folded)]
        if len(found) == 1:
            local = self._site.addresses.local(found[0]) or ""
            return redirect(self._site.addresses.redirect(local), 303)
        if found:
            return self._list(text, 300, "many_labels", found[:_LISTED])
        return self._list(text, 404, "no_label", self._near(folded))

    def _near(self, folded: str) -> list[URIRef]:
        """Those whose name begins so, else those whose name is most alike."""
        names = self._site.release.names
        rows: Sequence[Row] = names.beginning(folded, _NEAR)
        if not rows and len(folded) <= _COMPARED:
            same_start = names.beginning(folded[0], _LOOKED_AT)
            alike = difflib.get_close_matches(folded, {row[0] for row in same_start}, n=_NEAR)
            rows = [row for name in alike for row in names.of(name)]
        return [URIRef(iri) for iri in dict.fromkeys(row[1] for row in rows)][:_NEAR]

    def _list(self, text: str, status: int, key: str, things: Iterable[URIRef]) -> Response:
        format = choose_format(request.headers.get("Accept"), DOCUMENTS) or HTML
        vary = ["Accept", "Accept-Language"]
        if format is not HTML:
            body = write(self._quads(text, TEXTS[key][0], things), format)
            return respond(body, format.content_type, status=status, vary=vary)
        language = self._site.language()
        pages, words = self._site.pages(language), wording(language)
        found = [(pages.iri(thing), tuple(map(pages.iri, self._kinds(thing)))) for thing in things]
        page = self._site.render(
            "label.html",
            language,
            heading=words[key],
            asked=Value(visible(text)),
            found=found,
            note=words["near_labels"] if status == 404 and found else "",
        )
        return respond(page, HTML.content_type, status=status, vary=vary, language=PAGE_TAG[language])

    def _kinds(self, thing: URIRef) -> tuple[URIRef, ...]:
        facts = self._site.describer.facts_of(thing)
        return tuple(fact.object for fact in facts if fact.predicate == RDF.type and isinstance(fact.object, URIRef))

    def _quads(self, text: str, said: str, things: Iterable[URIRef]) -> list[Quad]:
        this = URIRef(self._site.addresses.absolute("label/") + quote(text, safe=""))
        quads: list[Quad] = [
            (this, RDF.type, FOAF.Document, None),
            (this, RDFS.comment, Literal(said, lang="en"), None),
        ]
        for thing in things:
            quads.append((this, RDFS.seeAlso, thing, None))
            for language, label in self._site.names.labels(thing).items():
                quads.append((thing, RDFS.label, Literal(label, lang=language or None), None))
        return quads

"""Things and the documents about them: 303 from the one to the other, and every document in every format.

https://www.w3.org/TR/cooluris/, MODEL.md section 3
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, Response, request
from rdflib import OWL, RDF, RDFS, URIRef
from werkzeug.exceptions import NotFound

from ontology.terms import ONTOLOGY, SHAPE, VERSION_IRI, VOCABULARY
from publish.site.description import Describer, Description
from publish.site.document import write
from publish.site.formats import DOCUMENTS, HTML, Format, by_extension, choose_format
from publish.site.languages import PAGE_TAG
from publish.site.lifecycle import GONE, NOWHERE, Life, State, life_of, superseded
from publish.site.pages import Alternate, Notice, PageMaker, TermPages
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import TEXTS, wording
from publish.store.interface import Quad

_TERM_KINDS = (
    ("classes", (OWL.Class,)),
    ("properties", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be written: as a page in a language, or as RDF."""

    local: str
    topic: URIRef
    page: Callable[[str], str]
    quads: Callable[[], Sequence[Quad]]
    status: int = 200
    turtle: bytes | None = None  # the file itself, where the document is one


def register(app: Flask, site: Site) -> None:
    """Add the routes of things, documents and vocabulary to an app."""
    routes = Dereferencing(site)
    app.add_url_rule("/id/<path>/<identifier>", view_func=routes.thing)
    app.add_url_rule("/doc/<path>/<identifier>", view_func=routes.document)
    app.add_url_rule("/ontology", view_func=routes.ontology)
    app.add_url_rule("/ontology/<version>", view_func=routes.ontology_version)
    app.add_url_rule("/ontology.<extension>", view_func=routes.ontology)
    app.add_url_rule("/scheme/<scheme>", view_func=routes.scheme)
    app.add_url_rule("/scheme/<scheme>/<concept>", view_func=routes.concept)
    app.add_url_rule("/shape/<name>", view_func=routes.shape)


class Dereferencing:
    """The routes of everything that has an IRI of ours."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def thing(self, path: str, identifier: str) -> Response:
        """Send to the document about a thing (303), or to what it was merged into (301)."""
        thing = self._site.thing(path, identifier)
        life = life_of(thing, self._site.release, self._site.store)
        if life.state in NOWHERE:
            return self._nowhere(life, f"doc/{path}/{identifier}")
        addresses = self._site.addresses
        if life.state is State.MERGED:
            return _redirect(addresses.redirect(addresses.local(life.into[0]) or ""), 301)
        return _redirect(addresses.redirect(addresses.document(thing)), 303)

    def document(self, path: str, identifier: str) -> Response:
        """The document about a thing, in the format of its suffix or the one the client likes best."""
        name, _, extension = identifier.partition(".")
        thing = self._site.thing(path, name)
        life = life_of(thing, self._site.release, self._site.store)
        local = self._site.addresses.document(thing)
        if life.state in NOWHERE:
            return self._nowhere(life, local, extension)
        description = self._site.describer.describe(thing)
        document = Document(
            local,
            thing,
            page=lambda language: self._page(description, language, self._notice(life, language)),
            quads=lambda: [*self._site.documents.describing(description), *superseded(thing, life)],
            status=410 if life.state in GONE else 200,
        )
        return self.send(document, extension)

    def scheme(self, scheme: str) -> Response:
        """A concept scheme."""
        name, _, extension = scheme.partition(".")
        return self._vocabulary(f"scheme/{name}", extension)

    def concept(self, scheme: str, concept: str) -> Response:
        """A concept of one of our schemes."""
        name, _, extension = concept.partition(".")
        return self._vocabulary(f"scheme/{scheme}/{name}", extension)

    def shape(self, name: str) -> Response:
        """A SHACL shape, with what it requires."""
        name, _, extension = name.partition(".")
        topic = SHAPE[name]
        description = Describer(self._site.vocabulary).describe(topic)
        if not description.facts:
            return self._nowhere(Life(State.UNKNOWN), f"shape/{name}", extension)
        document = Document(
            f"shape/{name}",
            topic,
            page=lambda language: self._page(description, language, None),
            quads=lambda: [
                *self._site.documents.about_itself(self._site.addresses.document_iri(topic), topic),
                *self._closure(topic),
            ],
        )
        return self.send(document, extension)

    def ontology_version(self, version: str) -> Response:
        """One version of the ontology; a release carries one."""
        name, _, extension = version.rpartition(".")
        if by_extension(extension, DOCUMENTS) is None:
            name, extension = version, ""
        if f"{ONTOLOGY}/{name}" != str(VERSION_IRI):
            return self._nowhere(Life(State.UNKNOWN), f"ontology/{name}", extension)
        return self.ontology(extension, local=f"ontology/{name}")

    def ontology(self, extension: str = "", local: str = "ontology") -> Response:
        """The ontology: a page of its terms, or the file."""
        file = self._site.release.folder / "ontology" / "policy.ttl"
        document = Document(
            local,
            ONTOLOGY,
            page=self._ontology_page,
            quads=lambda: self._site.release.ontology,
            turtle=file.read_bytes() if file.is_file() else None,
        )
        return self.send(document, extension)

    def send(self, document: Document, extension: str = "") -> Response:
        """A document in the format of the suffix, or negotiated; 406 with the choices where nothing fits."""
        explicit = by_extension(extension, DOCUMENTS) if extension else None
        if extension and explicit is None:
            raise NotFound
        format = explicit or choose_format(request.headers.get("Accept"), DOCUMENTS)
        vary = [] if explicit else ["Accept"]
        if format is None:
            return self._not_acceptable(document)
        if format is HTML and "lang" not in request.args:
            vary.append("Accept-Language")
        return self._representation(document, format, vary)

    def _representation(self, document: Document, format: Format, vary: Sequence[str]) -> Response:
        addresses = self._site.addresses
        language = self._site.language() if format is HTML else ""
        if format is HTML:
            body: str | bytes = document.page(language)
        elif format.extension == "ttl" and document.turtle is not None:
            body = document.turtle
        else:
            body = write(document.quads(), format, str(document.topic))
        local = addresses.representation(document.local, format, language or None)
        return respond(
            body,
            format.content_type,
            status=document.status,
            vary=vary,
            content_location=addresses.absolute(local),
            language=PAGE_TAG.get(language, ""),
            modified=self._site.release.modified,
        )

    def _vocabulary(self, local: str, extension: str) -> Response:
        topic = URIRef(f"{VOCABULARY}{local}")
        description = self._site.describer.describe(topic)
        if not description.facts:
            return self._nowhere(Life(State.UNKNOWN), local, extension)
        document = Document(
            local,
            topic,
            page=lambda language: self._page(description, language, None),
            quads=lambda: self._site.documents.describing(description),
        )
        return self.send(document, extension)

    def _closure(self, topic: URIRef) -> list[Quad]:
        """What is said about a shape and, by blank nodes and property shapes, below it."""
        store, found, waiting = self._site.vocabulary, dict[object, list[Quad]](), [topic]
        while waiting:
            node = waiting.pop()
            found[node] = [(node, fact.predicate, fact.object, None) for fact in store.outgoing(node)]
            below = [quad[2] for quad in found[node]]
            waiting += [
                each  # type: ignore[misc]
                for each in below
                if each not in found and (not isinstance(each, URIRef) or each.startswith(f"{topic}-"))
                and store.contains(each)
            ]  # fmt: skip
        return [quad for quads in found.values() for quad in quads]

    def _page(self, description: Description, language: str, notice: Notice | None) -> str:
        page = self._site.pages(language).thing(description, notice)
        return self._site.render("thing.html", language, page.alternates, page=page)

    def _ontology_page(self, language: str) -> str:
        describer = Describer(self._site.vocabulary)
        maker = PageMaker(self._site.addresses, self._site.names, describer, language)
        terms = TermPages(maker, describer)
        words = wording(language)
        groups = [(words[key], terms.terms(self._terms_of(kinds))) for key, kinds in _TERM_KINDS]
        header = [fact for fact in self._site.vocabulary.outgoing(ONTOLOGY) if fact.predicate != RDFS.label]
        return self._site.render(
            "ontology.html",
            language,
            maker.alternates("ontology"),
            iri=str(ONTOLOGY),
            title=maker.title(ONTOLOGY),
            title_elsewhere=maker.title_elsewhere(ONTOLOGY),
            rows=maker.rows(header, {}),
            groups=groups,
        )

    def _terms_of(self, kinds: Sequence[URIRef]) -> list[URIRef]:
        return [s for s, p, o, _ in self._site.release.ontology
                if p == RDF.type and o in kinds and isinstance(s, URIRef) and s.startswith(f"{ONTOLOGY}#")]  # fmt: skip

    def _notice(self, life: Life, language: str) -> Notice | None:
        if life.state is State.LIVE:
            return None
        pages = self._site.pages(language)
        return Notice(
            withdrawn=life.state in GONE,
            reason=life.why,
            at=life.at,
            successors=tuple(map(pages.iri, life.into)),
            see=tuple(map(pages.iri, life.see)),
            last_release=life.last_release,
        )

    def _nowhere(self, life: Life, local: str, extension: str = "") -> Response:
        """404 in the format that was asked for, and why."""
        key = "mistyped" if life.state is State.MISTYPED else "never"
        explicit = by_extension(extension, DOCUMENTS) if extension else None
        format = explicit or choose_format(request.headers.get("Accept"), DOCUMENTS) or HTML
        vary = ["Accept", "Accept-Language"] if explicit is None else []
        if format is HTML:
            language = self._site.language()
            page = self.problem(language, 404, wording(language)["unknown"], wording(language)[key])
            return respond(page, format.content_type, status=404, vary=vary, language=PAGE_TAG[language])
        note = self._site.documents.note(URIRef(self._site.addresses.absolute(local)), TEXTS[key][0])
        return respond(write(note, format, local), format.content_type, status=404, vary=vary)

    def _not_acceptable(self, document: Document) -> Response:
        language, choices = self._site.language(), self._site.pages("en").alternates(document.local)
        body = self.problem(language, 406, wording(language)["not_acceptable"], choices=choices)
        return respond(
            body, HTML.content_type, status=406, vary=["Accept", "Accept-Language"], language=PAGE_TAG[language]
        )

    def problem(
        self, language: str, status: int, heading: str, message: str = "", choices: tuple[Alternate, ...] = ()
    ) -> str:
        """The page that says what went wrong."""
        return self._site.render(
            "error.html", language, status=status, heading=heading, message=message, choices=choices
        )


def _redirect(location: str, status: int) -> Response:
    """A redirect whose short body names the place, for those who do not follow."""
    response = respond(
        f"See {location}\n", "text/plain; charset=utf-8", status=status, vary=["Accept"], location=location
    )
    response.headers["Cache-Control"] = "public, max-age=60"
    return response

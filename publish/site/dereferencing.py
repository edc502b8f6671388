"""Things and the documents about them: 303 from the one to the other, and every document in every format.

https://www.w3.org/TR/cooluris/, MODEL.md section 3
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from flask import Flask, Response, request
from rdflib import OWL, RDF, RDFS, URIRef
from werkzeug.exceptions import NotFound

from ontology.terms import ONTOLOGY, SH, SHAPE, VERSION_IRI, VOCABULARY
from publish.site.auditing import audited_page, page_since
from publish.site.description import Describer, Description
from publish.site.document import write
from publish.site.formats import DOCUMENTS, HTML, Format, by_extension, choose_format
from publish.site.kinds import besides
from publish.site.languages import LANGUAGES, PAGE_TAG
from publish.site.lifecycle import GONE, NOWHERE, Life, State, life_of
from publish.site.pages import Alternate, Notice, PageMaker, TermPages, Value, visible
from publish.site.release import Since
from publish.site.responses import redirect, respond
from publish.site.schema_org import SPACE as SCHEMA_ORG
from publish.site.schema_org import as_schema_org, kind_of
from publish.site.signposting import (
    LINK_SETS,
    Landing,
    WebLink,
    alternate_links,
    header,
    landing_links,
    link_set,
    metadata_links,
)
from publish.site.site import Site
from publish.site.wording import TEXTS, wording
from publish.store.interface import Quad

_TERM_KINDS = (
    ("classes", (OWL.Class,)),
    ("properties", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)),
)


Links = tuple[WebLink, ...]
_OFFERED = (*DOCUMENTS, *LINK_SETS)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be written: as a page in a language, or as RDF."""

    local: str
    topic: URIRef
    page: Callable[[str, Links], str]  # the links stand in its head
    quads: Callable[[], Sequence[Quad]]
    since: Since
    status: int = 200
    turtle: bytes | None = None  # the file itself, where the document is one
    kind: str = "Thing"  # class of schema.org
    items: Links = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # by language; else the names of the topic
    page_since: Callable[[], Since] | None = None  # where the page shows more than the description
    is_landing: bool = True  # the page that one comes to by the topic's name
    parts: Mapping[str, str] = field(default_factory=dict)  # the addresses of its other parts, by relation


def register(app: Flask, site: Site) -> None:
    """Add the routes of things, documents and vocabulary to an app."""
    routes = Dereferencing(site)
    app.add_url_rule("/id/<path>/<identifier>", view_func=routes.thing)
    app.add_url_rule("/doc/<path>/<identifier>", view_func=routes.document)
    app.add_url_rule("/doc/<path>/<identifier>/more/<number>", view_func=routes.part)
    app.add_url_rule("/ontology", view_func=routes.ontology)
    app.add_url_rule("/ontology/<version>", view_func=routes.ontology_version)
    app.add_url_rule("/ontology.<extension>", view_func=routes.ontology)
    app.add_url_rule("/scheme/<scheme>", view_func=routes.scheme)
    app.add_url_rule("/scheme/<scheme>/<concept>", view_func=routes.concept)
    app.add_url_rule("/scheme/<scheme>/more/<number>", view_func=routes.scheme_part)
    app.add_url_rule("/scheme/<scheme>/<concept>/more/<number>", view_func=routes.concept_part)
    app.add_url_rule("/shape/<name>", view_func=routes.shape)


class Dereferencing:
    """The routes of everything that has an IRI of ours."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def thing(self, path: str, identifier: str) -> Response:
        """Send to the document about a thing (303), or to what it was merged into (301)."""
        thing = self._site.thing(path, identifier)
        life = self._life(thing)
        if life.state in NOWHERE:
            return self._nowhere(life, f"doc/{path}/{identifier}")
        addresses = self._site.addresses
        if life.state is State.MERGED:
            return redirect(addresses.redirect(addresses.local(life.into[0]) or ""), 301, ["Accept"])
        return redirect(addresses.redirect(addresses.document(thing)), 303, ["Accept"])

    def document(self, path: str, identifier: str) -> Response:
        """The document about a thing, in the format of its suffix or the one the client likes best."""
        name, _, extension = identifier.partition(".")
        return self._about(self._site.thing(path, name), 1, extension)

    def part(self, path: str, identifier: str, number: str) -> Response:
        """One of the parts of the document about a thing of which there is much to say."""
        part, extension = _part_number(number)
        return self._about(self._site.thing(path, identifier), part, extension)

    def _about(self, thing: URIRef, part: int, extension: str) -> Response:
        life = self._life(thing)
        local = self._site.addresses.document(thing)
        if life.state in NOWHERE:
            return self._nowhere(life, local, extension)
        description = self._described(thing, part)
        document = self._document(description, life)
        return self.send(document, extension)

    def _described(self, thing: URIRef, part: int) -> Description:
        description = self._site.describer.describe(thing, part)
        if part > description.part_count:
            raise NotFound
        return description

    def _document(self, description: Description, life: Life | None = None) -> Document:
        site, thing = self._site, description.thing
        gone = life is not None and life.state in GONE
        return Document(
            site.addresses.part(site.addresses.document(thing), description.part),
            thing,
            page=lambda language, links: self._page(
                description, language, self._notice(life, language) if life else None, links=links
            ),
            quads=lambda: [
                *site.documents.describing(description),
                *(site.documents.last_words(thing, life) if life else ()),
            ],
            since=site.documents.since(thing),
            page_since=partial(page_since, site, description),
            status=410 if gone else 200,
            kind=kind_of(description.types),
            is_landing=description.part == 1 and not gone,
            parts=dict(self._parts(description)),
        )

    def _parts(self, description: Description) -> Iterator[tuple[str, str]]:
        """Where there is more than this part: the relations are those of the IANA registry."""
        whole, part, count = self._site.addresses.document(description.thing), description.part, description.part_count
        for relation, number in (("first", 1), ("prev", part - 1), ("next", part + 1), ("last", count)):
            if count > 1 and 1 <= number <= count:
                yield relation, self._site.addresses.part(whole, number)

    def _life(self, thing: URIRef) -> Life:
        return life_of(thing, self._site.release, self._site.store, self._site.releases.last_with)

    def scheme(self, scheme: str) -> Response:
        """A concept scheme."""
        name, _, extension = scheme.partition(".")
        return self._vocabulary(f"scheme/{name}", extension)

    def concept(self, scheme: str, concept: str) -> Response:
        """A concept of one of our schemes."""
        name, _, extension = concept.partition(".")
        return self._vocabulary(f"scheme/{scheme}/{name}", extension)

    def scheme_part(self, scheme: str, number: str) -> Response:
        """One part of the page of a scheme."""
        part, extension = _part_number(number)
        return self._vocabulary(f"scheme/{scheme}", extension, part)

    def concept_part(self, scheme: str, concept: str, number: str) -> Response:
        """One part of the page of a concept."""
        part, extension = _part_number(number)
        return self._vocabulary(f"scheme/{scheme}/{concept}", extension, part)

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
            page=lambda language, links: self._page(
                description, language, None, self._rules(description, language), links
            ),
            quads=lambda: [
                *self._site.documents.about_itself(self._site.addresses.document_iri(topic), topic),
                *self.closure(topic),
            ],
            since=self._site.documents.since(topic),
        )
        return self.send(document, extension)

    def ontology_version(self, version: str) -> Response:
        """One version of the ontology; a release carries one."""
        found = re.fullmatch(r"(\d+\.\d+\.\d+)(?:\.([a-z.]+))?", version)
        name, extension = (found[1], found[2] or "") if found else (version, "")
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
            since=self._site.documents.since(ONTOLOGY),
            kind="DefinedTermSet",
            turtle=file.read_bytes() if file.is_file() else None,
        )
        return self.send(document, extension)

    def send(self, document: Document, extension: str = "") -> Response:
        """A document in the format of the suffix, or negotiated; 406 with the choices where nothing fits."""
        explicit = by_extension(extension, _OFFERED) if extension else None
        if extension and explicit is None:
            raise NotFound
        format = explicit or choose_format(request.headers.get("Accept"), _OFFERED)
        vary = [] if explicit else ["Accept"]
        if format is None:
            return self._not_acceptable(document)
        if format in LINK_SETS and not document.is_landing:
            raise NotFound
        if format is HTML and "lang" not in request.args:
            vary.append("Accept-Language")
        return self._representation(document, format, vary)

    def _representation(self, document: Document, format: Format, vary: Sequence[str]) -> Response:
        addresses = self._site.addresses
        language = self._site.language() if format is HTML else ""
        links = (*self._links(document, format), *self._other_parts(document, format))
        if format is HTML:
            body: str | bytes = document.page(language, links)
        elif format in LINK_SETS:
            body = link_set(self._landing(document), addresses, format)
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
            modified=(document.page_since() if format is HTML and document.page_since else document.since).moment,
            link=header(links),
        )

    def _links(self, document: Document, format: Format) -> Links:
        """What the header says of a representation: of the page, all; of a description, what it describes."""
        if not document.is_landing:
            return alternate_links(document.local, self._site.release.licence, self._site.addresses)
        landing = self._landing(document)
        if format is HTML:
            return landing_links(landing, self._site.addresses)
        return metadata_links(landing, self._site.addresses)

    def _other_parts(self, document: Document, format: Format) -> Iterator[WebLink]:
        """The parts before and after this one, in the same format."""
        for relation, local in document.parts.items():
            address = local if format is HTML else self._site.addresses.representation(local, format)
            yield WebLink(self._site.addresses.absolute(address), relation)

    def _landing(self, document: Document) -> Landing:
        names = self._site.names
        titles = document.titles or {each: names.name(document.topic, each)[0] for each in LANGUAGES}
        return Landing(
            document.local,
            str(document.topic),
            f"{SCHEMA_ORG}{document.kind}",
            self._site.release.licence,
            titles={language: visible(title) for language, title in titles.items()},
            items=document.items,
            author=self._site.release.publisher,
        )

    def _vocabulary(self, local: str, extension: str, part: int = 1) -> Response:
        description = self._described(URIRef(f"{VOCABULARY}{local}"), part)
        if not description.totals:
            return self._nowhere(Life(State.UNKNOWN), local, extension)
        return self.send(self._document(description), extension)

    def closure(self, topic: URIRef) -> list[Quad]:
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

    def _page(
        self,
        description: Description,
        language: str,
        notice: Notice | None,
        rules: tuple[Value, ...] = (),
        links: Links = (),
    ) -> str:
        page = self._site.pages(language).thing(description, notice)
        template, audited = audited_page(self._site, description, language)
        addresses, licence = self._site.addresses, self._site.release.licence
        document = addresses.absolute(addresses.document(description.thing))
        is_one = description.part == 1 and notice is None
        return self._site.render(
            template,
            language,
            page.alternates,
            **audited,
            besides=besides(self._site, description, language),
            page=page,
            rules=rules,
            links=links,
            since=page_since(self._site, description),
            schema_org=as_schema_org(description, document, licence) if is_one else None,
        )

    def _rules(self, shape: Description, language: str) -> tuple[Value, ...]:
        """Links to the quality pages of a shape that has a message, and of the shapes of its properties."""
        parts = [fact.object for fact in shape.facts if fact.predicate == SH.property]
        asked = [iri for iri in (shape.thing, *parts) if isinstance(iri, URIRef) and self._has_message(iri)]
        pages, addresses = self._site.pages(language), self._site.addresses
        return tuple(
            Value(pages.title(iri).text, href=addresses.path(f"quality/{iri.removeprefix(str(SHAPE))}"))
            for iri in sorted(asked)
        )

    def _has_message(self, shape: URIRef) -> bool:
        return any(fact.predicate == SH.message for fact in self._site.vocabulary.outgoing(shape))

    def _ontology_page(self, language: str, links: Links) -> str:
        describer = Describer(self._site.vocabulary)
        maker = PageMaker(self._site.addresses, self._site.names, describer, language)
        terms = TermPages(maker, describer)
        words = wording(language)
        groups = [(words[key], terms.terms(self._terms_of(kinds))) for key, kinds in _TERM_KINDS]
        head = [fact for fact in self._site.vocabulary.outgoing(ONTOLOGY) if fact.predicate != RDFS.label]
        return self._site.render(
            "ontology.html",
            language,
            maker.alternates("ontology"),
            iri=str(ONTOLOGY),
            title=maker.title(ONTOLOGY),
            title_elsewhere=maker.title_elsewhere(ONTOLOGY),
            rows=maker.rows(head, {}),
            groups=groups,
            links=links,
            since=self._site.documents.since(ONTOLOGY),
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
        """404 in the format that was asked for, and why; 410 where a later release has what this one does not.

        So it is after a rollback: what was minted since exists, and its address must not seem never to have been one.
        """
        later = "" if life.state is State.MISTYPED else self._later(local)
        key = "mistyped" if life.state is State.MISTYPED else "later" if later else "never"
        status = 410 if later else 404
        explicit = by_extension(extension, DOCUMENTS) if extension else None
        format = explicit or choose_format(request.headers.get("Accept"), DOCUMENTS) or HTML
        vary = ["Accept", "Accept-Language"] if explicit is None else []
        if format is HTML:
            language = self._site.language()
            said = wording(language)[key].format(version=later)
            page = self.problem(language, status, wording(language)["unknown"], said)
            response = respond(page, format.content_type, status=status, vary=vary, language=PAGE_TAG[language])
        else:
            note = self._site.documents.note(
                URIRef(self._site.addresses.absolute(local)), TEXTS[key][0].format(version=later)
            )
            response = respond(write(note, format, local), format.content_type, status=status, vary=vary)
        if later:
            response.headers["Cache-Control"] = "no-store"  # a 410 may be kept for long, and this one shall not be
            address = self._site.addresses.absolute(f"release/{later}")
            response.headers["Link"] = f'<{address}>; rel="related"'
        return response

    def _later(self, local: str) -> str:
        """The release after the served one that knows this address; empty where there is none."""
        thing = re.fullmatch(r"doc/([^/]+)/([^/]+)", local)
        return self._site.releases.later_with(*thing.groups()) if thing else self._site.releases.later_with(local)

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


def _part_number(number: str) -> tuple[int, str]:
    """The number of a part, and the suffix behind it. The first part is the document itself, and has no number.

    Raises `NotFound` for what is no such number.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,5})(?:\.(.+))?", number)
    if found is None or found[1] == "1":
        raise NotFound
    return int(found[1]), found[2] or ""

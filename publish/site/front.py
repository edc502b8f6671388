"""The front page, the release with its files, the description of the dataset, and what robots want to know."""

from dataclasses import dataclass

from flask import Flask, Response, send_file
from rdflib import RDF, SKOS, URIRef
from werkzeug.exceptions import NotFound

from ontology.terms import PG, PREFIXES
from publish.site.dereferencing import Dereferencing, Document
from publish.site.examples import EXAMPLES
from publish.site.formats import FILES, HTML, OTHER
from publish.site.languages import PAGE_TAG
from publish.site.pages import Value
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import wording

_COUNTED = (PG.Article, PG.PolicyDocument, PG.PublicBody, PG.Measure, PG.Recommendation, PG.Target, PG.Observation,
            PG.Directive, PG.Issue, PG.TextEvidence)  # fmt: skip
_LISTED = (
    ("articles", (PG.Article,)),
    ("documents", (PG.PolicyDocument, PG.Report)),
    ("bodies", (PG.PublicBody,)),
    ("schemes", (SKOS.ConceptScheme,)),
)
_ENTRIES = 200
_ALL_OF_A_KIND = """\
PREFIX pg: <{pg}>
PREFIX skos: <{skos}>

SELECT ?thing ?name WHERE {{
  ?thing a <{kind}> .
  OPTIONAL {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "{language}") }}
}}
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of a kind, and a link to all of them."""

    name: Value
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list, in both languages."""

    name: Value
    elsewhere: Value | None


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release."""

    name: str
    href: str
    size: str
    sha256: str


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Front(site)
    app.add_url_rule("/", view_func=routes.home)
    app.add_url_rule("/dataset", view_func=routes.dataset)
    app.add_url_rule("/dataset.<extension>", view_func=routes.dataset)
    app.add_url_rule("/.well-known/void", view_func=routes.void)
    app.add_url_rule("/release/", view_func=routes.releases)
    app.add_url_rule("/release/<version>", view_func=routes.release)
    app.add_url_rule("/release/<version>/<path:name>", view_func=routes.file)
    app.add_url_rule("/robots.txt", view_func=routes.robots)


class Front:
    """The routes that are not about one thing."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def home(self) -> Response:
        """What this is, what it holds, where to begin."""
        language = self._site.language()
        words = wording(language)
        body = self._site.render(
            "home.html",
            language,
            counts=[count for kind in _COUNTED if (count := self._count(kind, language)).count],
            lists=[(words[key], self._entries(kinds, language)) for key, kinds in _LISTED],
            example=EXAMPLES[0],
        )
        return respond(body, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language])

    def dataset(self, extension: str = "") -> Response:
        """The dataset, whatever its version."""
        return self._catalogue("dataset", extension)

    def void(self) -> Response:
        """Where the description of the dataset is: RFC 8615, VoID section 7.2."""
        location = self._site.addresses.redirect(self._site.release.local)
        return respond(f"See {location}\n", "text/plain; charset=utf-8", status=302, location=location)

    def releases(self) -> Response:
        """The current release."""
        return self.void()

    def release(self, version: str) -> Response:
        """A release: its files as a page, its catalogue as RDF."""
        name, extension = self._split(version)
        if name == "latest":
            return self.void()
        if name != self._site.release.version:
            raise NotFound
        return self._catalogue(self._site.release.local, extension)

    def file(self, version: str, name: str) -> Response:
        """A file of the release, as it is."""
        release = self._site.release
        if version != release.version or not release.has(name):
            raise NotFound
        format = FILES.get(name.rpartition(".")[2], OTHER)
        checksum = release.files.get(name, {}).get("sha256")
        response = send_file(
            release.folder / name,
            mimetype=format.media_type,
            conditional=True,
            etag=str(checksum) if checksum else True,
            last_modified=release.modified,
        )
        response.headers["Content-Type"] = format.content_type
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    def robots(self) -> Response:
        """Everything may be read, but queries cost."""
        root = self._site.addresses.root
        return respond(f"User-agent: *\nDisallow: {root}sparql?\n", "text/plain; charset=utf-8")

    def _split(self, version: str) -> tuple[str, str]:
        name, _, extension = version.rpartition(".")
        return (name, extension) if extension in {each for each in FILES if not each.isdigit()} else (version, "")

    def _catalogue(self, local: str, extension: str) -> Response:
        document = Document(
            local,
            URIRef(self._site.addresses.absolute(local)),
            page=self._release_page,
            quads=lambda: self._site.release.catalogue,
        )
        return Dereferencing(self._site).send(document, extension)

    def _release_page(self, language: str) -> str:
        release, addresses = self._site.release, self._site.addresses
        files = [
            File(
                name,
                addresses.path(f"{release.local}/{name}"),
                str(entry.get("bytes", "")),
                str(entry.get("sha256", "")),
            )
            for name, entry in sorted(release.files.items())
        ]
        return self._site.render(
            "release.html",
            language,
            self._site.pages(language).alternates(release.local),
            iri=addresses.absolute(release.local),
            files=files,
        )

    def _count(self, kind: URIRef, language: str) -> Count:
        links = self._site.store.incoming(kind, 0)
        total = next((link.total for link in links if link.predicate == RDF.type), 0)
        query = _ALL_OF_A_KIND.format(pg=PREFIXES["pg"], skos=PREFIXES["skos"], kind=kind, language=language)
        return Count(self._site.pages(language).title(kind), total, self._site.addresses.query(query))

    def _entries(self, kinds: tuple[URIRef, ...], language: str) -> list[Entry]:
        pages = self._site.pages(language)
        things = [
            subject
            for kind in kinds
            for link in self._site.store.incoming(kind, _ENTRIES)
            if link.predicate == RDF.type
            for subject in link.subjects
            if isinstance(subject, URIRef)
        ]
        entries = [Entry(pages.iri(thing), pages.title_elsewhere(thing)) for thing in things]
        return sorted(entries, key=lambda entry: entry.name.text)

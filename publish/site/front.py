"""The front page: what this is, what it holds, and where to begin."""

from dataclasses import dataclass

from flask import Flask, Response
from rdflib import RDF, SKOS, URIRef

from ontology.terms import PG, PREFIXES
from publish.site.examples import EXAMPLES
from publish.site.formats import HTML
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


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Front(site)
    app.add_url_rule("/", view_func=routes.home)


class Front:
    """The route of the front page."""

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

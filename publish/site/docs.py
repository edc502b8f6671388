"""Documentation for people: how to ask, how to follow links, how to audit. Every query and every curl line in it runs.

The tests execute each line as it stands here, against the samples; so a line that does not work is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Flask, Response
from rdflib import VOID
from werkzeug.exceptions import NotFound

from publish.site.catalogues import said
from publish.site.examples import CATALOGUE, QUESTIONS
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.pages import Value
from publish.site.responses import respond
from publish.site.site import Site


@dataclass(frozen=True, slots=True)
class Line:
    """A command to type, with what it does. `{base}` stands for where the site is, `{thing}` for a thing in it."""

    english: str
    command: str

    def says(self, language: str) -> str:
        """What it does, in a language."""
        return said(CATALOGUE, self.english, language)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the documentation: its title, what it is about, its lines, and whether it has the queries."""

    name: str
    title: str
    lead: str
    lines: tuple[Line, ...] = ()
    has_queries: bool = False


CHAPTERS = (
    Chapter(
        "asking",
        "Asking",
        "Every question below runs: press ▶, change it, take the answer away as a table, CSV or JSON.",
        (
            Line(
                "Ask in SPARQL, and get CSV.",
                "curl -s -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?s WHERE {{ ?s a "
                "<https://w3id.org/policygraph/ontology#Measure> }}' {base}sparql",
            ),
            Line(
                "The same as JSON, by GET.",
                "curl -s -G --data-urlencode 'query=ASK {{ ?s ?p ?o }}' --data-urlencode 'format=json' {base}sparql",
            ),
            Line(
                "What the endpoint is and what it allows.",
                "curl -s -H 'Accept: text/turtle' {base}sparql",
            ),
            Line("The limits, for programs.", "curl -s {base}limits.json"),
        ),
        has_queries=True,
    ),
    Chapter(
        "linking",
        "Linking",
        "Every thing has an address that stays. It answers with a page or with data, as you ask.",
        (
            Line(
                "A thing as Turtle, its redirect followed.",
                "curl -s -L -H 'Accept: text/turtle' {base}{thing}",
            ),
            Line("Its document as JSON-LD.", "curl -s {base}{document}.jsonld"),
            Line("Its typed links.", "curl -s {base}{document}.linkset.json"),
            Line(
                "How it changed from release to release.",
                "curl -s {base}{document}/history",
            ),
            Line("What it is called leads to it.", "curl -s -L {base}label/{label}"),
            Line(
                "The whole data set, and its releases.",
                "curl -s -L -H 'Accept: text/turtle' {base}dataset",
            ),
            Line("A feed of what changed.", "curl -s {base}changes.atom"),
        ),
    ),
    Chapter(
        "auditing",
        "Auditing",
        "From a number to the words it rests on, the rule that read them and the person who agreed.",
        (
            Line(
                "How much of each article statements rest on.",
                "curl -s {base}audit/coverage.csv",
            ),
            Line("Readings that contradict each other.", "curl -s {base}audit/contradictions.csv"),
            Line("What no person confirmed.", "curl -s {base}audit/machine-only.csv"),
            Line(
                "Error rates of samples that people judged.",
                "curl -s {base}audit/samples.csv",
            ),
            Line("One piece of evidence with all it rests on.", "curl -s {base}{evidence}.trig"),
            Line("What the rules of good data found.", "curl -s {base}audit/findings.csv"),
        ),
    ),
)
WORDS = {
    "title": "How to",
    "lead": "Three ways in: ask, link, audit. Every line on these pages runs.",
    "lines": "On the command line",
    "queries": "Questions",
}


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    docs = Docs(site)
    app.add_url_rule("/docs", view_func=docs.overview, endpoint="docs")
    app.add_url_rule("/docs/<name>", view_func=docs.one, endpoint="doc_page")


class Docs:
    """The routes of the documentation."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def overview(self) -> Response:
        """The chapters."""
        path = self._site.addresses.path
        return self._send(
            lambda language: {
                "chapters": [
                    (
                        Value(said(CATALOGUE, each.title, language), href=path(f"docs/{each.name}")),
                        said(CATALOGUE, each.lead, language),
                    )
                    for each in CHAPTERS
                ],
                "chapter": None,
            }
        )

    def one(self, name: str) -> Response:
        """One chapter."""
        chapter = next((each for each in CHAPTERS if each.name == name), None)
        if chapter is None:
            raise NotFound
        named = self.placeholders()
        return self._send(
            lambda language: {
                "chapter": chapter,
                "title": said(CATALOGUE, chapter.title, language),
                "lead": said(CATALOGUE, chapter.lead, language),
                "lines": [(line.says(language), line.command.format_map(named)) for line in chapter.lines],
                "questions": QUESTIONS if chapter.has_queries else (),
                "page_language": language,
            }
        )

    def placeholders(self) -> dict[str, str]:
        """What the lines name: where we are, and things of this release."""
        base, addresses = self._site.addresses.base, self._site.addresses
        things = sorted(str(o) for _, p, o, _ in self._site.release.catalogue if p == VOID.exampleResource)
        ours = [each for each in things if each.startswith(f"{base}id/measure/")] or things or [base]
        local = ours[0].removeprefix(base)
        evidence = next(iter(self._site.release.evidence_here()), "")
        label = next((row[0] for row in self._site.release.names.rows() if row[0].isascii() and " " not in row[0]), "x")
        return {
            "base": base,
            "thing": local,
            "document": addresses.document(ours[0]),
            "evidence": f"doc/evidence/{evidence}",
            "label": quote(label),
        }

    def _send(self, content: Callable[[str], dict[str, Any]]) -> Response:
        language = self._site.language()
        page = self._site.render(
            "docs.html",
            language,
            docs={key: said(CATALOGUE, text, language) for key, text in WORDS.items()},
            **content(language),
        )
        return respond(page, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language],
                       modified=self._site.release.modified)  # fmt: skip

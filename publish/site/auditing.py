"""Which pages of things show more than facts: those of evidence, and those of articles with their words."""

from typing import Any

from rdflib import URIRef

from ontology.terms import PG
from publish.site.article import ArticleViews
from publish.site.description import Description
from publish.site.evidence import EvidenceViews, is_evidence
from publish.site.release import Since
from publish.site.site import Site
from publish.site.wording_of_audit import audit_wording
from publish.site.wording_of_changes import change_wording


def page_since(site: Site, description: Description) -> Since:
    """Since which release a page is as it is. That of an article shows all that rests on its text, by name."""
    since = site.documents.since(description.thing)
    if PG.Article not in description.types or description.part != 1:
        return since
    return max((since, *map(site.documents.since, site.spoken_of(description.thing))), key=lambda each: each.date)


def audited_page(site: Site, description: Description, language: str) -> tuple[str, dict[str, Any]]:
    """The template of the page about a thing, and what it needs beyond that of any thing."""
    pages = site.pages(language)
    words = {"audit": audit_wording(language), "change": change_wording(language)}
    if is_evidence(description):
        view = EvidenceViews(site.store, site.describer, pages).of(description)
        return "evidence.html", {**words, "evidence": view}
    if PG.Article in description.types and description.part == 1:
        views = ArticleViews(site.release, site.store, site.describer, pages, site.texts)
        return "article.html", {**words, "texts": views.of(URIRef(description.thing))}
    return "thing.html", {"change": words["change"]}

"""Which pages of things show more than facts: those of evidence, and those of articles with their words."""

from typing import Any

from rdflib import URIRef

from ontology.terms import PG
from publish.site.activities import rule_since
from publish.site.article import ArticleViews
from publish.site.description import Description
from publish.site.evidence import EvidenceViews, is_evidence
from publish.site.kinds import around
from publish.site.release import Since
from publish.site.site import Site
from publish.site.wording_of_audit import audit_wording
from publish.site.wording_of_changes import change_wording
from publish.site.wording_of_things import thing_wording


def page_since(site: Site, description: Description) -> Since:
    """Since which release a page is as it is: of its topic, and of all else that is shown on it.

    The page of an article shows what rests on its text; that of a document what it sets out; that of a figure the
    series; those of agents, rules and runs what they list. The counts of a rule change with the readings of it.
    """
    found = [site.documents.since(description.thing)]
    if description.part == 1:
        is_article = PG.Article in description.types
        shown = site.spoken_of(description.thing) if is_article else around(site, description)
        found += map(site.documents.since, shown)
        if PG.Rule in description.types:
            found.append(rule_since(site, description.thing))
    return max(found, key=lambda each: each.date)


def audited_page(site: Site, description: Description, language: str) -> tuple[str, dict[str, Any]]:
    """The template of the page about a thing, and what it needs beyond that of any thing."""
    pages = site.pages(language)
    words = {"audit": audit_wording(language), "change": change_wording(language),
             "things": thing_wording(language)}  # fmt: skip
    if is_evidence(description):
        view = EvidenceViews(site.store, site.describer, pages).of(description)
        return "evidence.html", {**words, "evidence": view}
    if PG.Article in description.types and description.part == 1:
        views = ArticleViews(site.release, site.store, site.describer, pages, site.texts)
        return "article.html", {**words, "texts": views.of(URIRef(description.thing))}
    return "thing.html", words

"""Works described: the article, the documents it reports on, and how the article was kept."""

from collections.abc import Iterator

from rdflib import DCTERMS

from mappings.lift.periods import describe_period
from mappings.lift.statements import Statement, is_a, state
from mappings.lift.terms import date_time, integer, plain, stated_date
from mappings.names import RecordNames
from mappings.record.model import Article, Capture, Document
from ontology.terms import ELI, OW, PG, SCHEMA, concept


def describe_article(this: str, article: Article, names: RecordNames) -> Iterator[Statement]:
    """The facts about the article itself, in the order a librarian would ask for them."""
    yield from is_a(this, PG.Article)
    yield from state("genre", this, PG.genre, concept("genre", article.genre))
    yield from state("rights", this, DCTERMS.rights, article.rights)
    for person in article.creator:
        yield from state("creator", this, DCTERMS.creator, names.agent(person))
    if article.publisher:
        yield from state("publisher", this, DCTERMS.publisher, names.agent(article.publisher))
    if article.issued:
        yield from state("issued", this, DCTERMS.issued, stated_date(article.issued))
    if article.stated_datetime:
        yield from state("stated_datetime", this, PG.statedDateTime, date_time(article.stated_datetime))
    if article.publication_period:
        period = names.names.period(article.publication_period)
        yield from state("publication_period", this, PG.publicationPeriod, period)
        yield from describe_period("publication_period", period, article.publication_period)
    if article.latest_date:
        yield from state("latest_date", this, PG.latestDate, stated_date(article.latest_date))
    if article.citation:
        yield from state("citation", this, DCTERMS.bibliographicCitation, plain(article.citation))
    yield from state("url", this, SCHEMA.url, article.url)
    for document in article.reports_on:
        yield from state("reports_on", this, PG.reportsOn, names.local("documents", document))
    for topic in article.mentions:
        yield from state("mentions", this, SCHEMA.mentions, concept("topic", topic))


def describe_document(this: str, document: Document, names: RecordNames) -> Iterator[Statement]:
    """The facts about one policy document or report."""
    yield from is_a(this, PG.PolicyDocument if document.kind == "policy" else PG.Report)
    if document.type:
        yield from state("type", this, ELI.type_document, concept("doctype", document.type))
    for field, predicate in _BODIES.items():
        held = getattr(document, field)
        for body in (held,) if isinstance(held, str) else held or ():
            yield from state(field, this, predicate, names.agent(body))
    for field, predicate in _DATES.items():
        if getattr(document, field):
            yield from state(field, this, predicate, stated_date(getattr(document, field)))
    for field, predicate in _COUNTS.items():
        if getattr(document, field) is not None:
            yield from state(field, this, predicate, integer(getattr(document, field)))
    if document.number:
        yield from state("number", this, ELI.number, plain(document.number))


_BODIES = {
    "issued_by": PG.issuedBy,
    "lead_issuer": PG.leadIssuer,
    "approved_by": PG.approvedBy,
    "drafted_by": PG.draftedBy,
    "forwarded_by": PG.forwardedBy,
    "interpreted_by": PG.interpretedBy,
    "publisher": DCTERMS.publisher,
}
_DATES = {"issued": DCTERMS.issued, "dated": ELI.date_document, "published": ELI.date_publication}
_COUNTS = {
    "declared_measures": PG.declaredMeasureCount,
    "declared_aspects": PG.declaredAspectCount,
    "declared_issuers": PG.declaredIssuerCount,
}


def describe_capture(this: str, capture: Capture, names: RecordNames) -> Iterator[Statement]:
    """The facts about the page as a web archive holds it."""
    yield from is_a(this, PG.WebCapture)
    yield from state("of", this, OW.manifests, names.local("expressions", capture.of))
    yield from state("archived_at", this, SCHEMA.archivedAt, capture.archived_at)
    yield from state("url", this, SCHEMA.url, capture.url)
    yield from state("captured", this, PG.captureDateTime, date_time(capture.captured))
    if capture.requested:
        yield from state("requested", this, PG.requestedSnapshot, plain(capture.requested))

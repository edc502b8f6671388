"""A page's subject in the words of schema.org, for search engines: a part of its RDF, and nothing that is not in it.

It stands in the page as JSON-LD in a `<script>` of a type that is data, which a browser neither runs nor asks the
Content-Security-Policy about (HTML, "prepare the script element"). Its context is written out: nothing is fetched.
"""

from dataclasses import dataclass

from rdflib import FOAF, ORG, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ontology.terms import DCAT, ELI, PG, SCHEMA, SMEA
from publish.site.description import Description

SPACE = "https://schema.org/"
_MOST = 100  # values of one property

KINDS = (  # the first that a thing is
    (PG.PolicyDocument, "Legislation"),
    (PG.Report, "Report"),
    (PG.Article, "Article"),
    (PG.TextExpression, "CreativeWork"),
    (PG.WebCapture, "WebPage"),
    (PG.SourceText, "DigitalDocument"),
    (PG.Observation, "Observation"),
    (PG.PolicyContent, "CreativeWork"),
    (PG.Measure, "CreativeWork"),
    (PG.MeasureGroup, "CreativeWork"),
    (PG.Target, "CreativeWork"),
    (PG.Recommendation, "CreativeWork"),
    (PG.Directive, "CreativeWork"),
    (PG.Issue, "CreativeWork"),
    (PG.PublicBody, "GovernmentOrganization"),
    (ORG.OrganizationalUnit, "Organization"),
    (ORG.Organization, "Organization"),
    (FOAF.Group, "Organization"),
    (FOAF.Person, "Person"),
    (SCHEMA.Place, "Place"),
    (DCAT.Dataset, "Dataset"),
    (SKOS.Concept, "DefinedTerm"),
    (SKOS.ConceptScheme, "DefinedTermSet"),
)
_WORKS = ("Legislation", "Report", "Article", "CreativeWork", "WebPage", "DigitalDocument")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A property of schema.org, the property of ours that has its values, and the kinds it is said of (none: all)."""

    name: str
    ours: URIRef
    kinds: tuple[str, ...] = ()


PROPERTIES = (
    Mapped("name", SKOS.prefLabel),
    Mapped("alternateName", SKOS.altLabel),
    Mapped("description", SKOS.definition),
    Mapped("url", SCHEMA.url),
    Mapped("archivedAt", SCHEMA.archivedAt, _WORKS),
    Mapped("datePublished", DCTERMS.issued, _WORKS),
    Mapped("author", DCTERMS.creator, _WORKS),
    Mapped("publisher", DCTERMS.publisher, _WORKS),
    Mapped("about", PG.reportsOn, _WORKS),
    Mapped("mentions", SCHEMA.mentions, _WORKS),
    Mapped("isPartOf", PG.setOutIn, _WORKS),
    Mapped("isPartOf", PG.partOfGroup, _WORKS),
    Mapped("hasPart", PG.setsOut, _WORKS),
    Mapped("position", PG.listPosition, _WORKS),
    Mapped("legislationIdentifier", ELI.number, ("Legislation",)),
    Mapped("legislationDate", ELI.date_document, ("Legislation",)),
    Mapped("legislationPassedBy", PG.issuedBy, ("Legislation",)),
    Mapped("measuredProperty", PG.indicator, ("Observation",)),
    Mapped("value", SMEA.obsValue, ("Observation",)),
    Mapped("memberOf", ORG.memberOf, ("Organization", "GovernmentOrganization", "Person")),
    Mapped("parentOrganization", ORG.unitOf, ("Organization", "GovernmentOrganization")),
    Mapped("inDefinedTermSet", SKOS.inScheme, ("DefinedTerm",)),
    Mapped("termCode", SKOS.notation, ("DefinedTerm",)),
    Mapped("hasDefinedTerm", SKOS.hasTopConcept, ("DefinedTermSet",)),
    Mapped("name", DCTERMS.title, ("Dataset",)),
    Mapped("description", DCTERMS.description, ("Dataset",)),
    Mapped("license", DCTERMS.license, ("Dataset",)),
    Mapped("datePublished", DCTERMS.issued, ("Dataset",)),
    Mapped("version", DCAT.version, ("Dataset",)),
    Mapped("publisher", DCTERMS.publisher, ("Dataset",)),
    Mapped("distribution", DCAT.distribution, ("Dataset",)),
)


def kind_of(types: tuple[URIRef, ...]) -> str:
    """The class of schema.org that is nearest to what a thing is."""
    return next((name for ours, name in KINDS if ours in types), "Thing")


def as_schema_org(description: Description, page: str, licence: str) -> dict[str, object]:
    """The accepted statements about a thing that schema.org has words for; `page` is where they are shown."""
    kind = kind_of(description.types)
    said: dict[str, object] = {"@context": {"@vocab": SPACE}, "@id": str(description.thing), "@type": kind}
    of_ours: dict[URIRef, list[object]] = {}
    for fact in description.facts:
        if fact.accepted:
            of_ours.setdefault(fact.predicate, []).append(fact.object)
    values: dict[str, list[object]] = {}
    for mapped in PROPERTIES:
        if mapped.ours in of_ours and (not mapped.kinds or kind in mapped.kinds):
            values.setdefault(mapped.name, []).extend(map(_value, of_ours[mapped.ours]))
    for name, found in values.items():
        said[name] = found[0] if len(found) == 1 else found[:_MOST]
    return said | {"mainEntityOfPage": {"@id": page, "@type": "AboutPage", "license": {"@id": licence}}}


def _value(term: object) -> object:
    if isinstance(term, Literal):
        return {"@value": str(term), "@language": term.language} if term.language else str(term)
    return {"@id": str(term)}

"""The pages of those who act: a public body, an organisation, a person, a group.

What they belong to and who belongs to them, what they are called and since when that is read, what they did to which
documents, what they said, and which articles name them.
"""

from collections.abc import Iterator

from rdflib import DCTERMS, FOAF, ORG, SKOS, URIRef

from ontology.terms import ELI, PG, SCHEMA
from publish.site.description import Description
from publish.site.pages import Value
from publish.site.sections import LISTED, Entry, Group, Section, Sections, Ties
from publish.site.site import Site
from publish.site.wording_of_things import thing_wording
from publish.store.interface import Fact

KINDS = (PG.PublicBody, PG.PublicAgency, PG.PartyOrgan, ORG.Organization, ORG.OrganizationalUnit, FOAF.Person,
         FOAF.Group)  # fmt: skip
_LEVELS = 6  # upwards
_UP = (ORG.unitOf, ORG.subOrganizationOf, ORG.memberOf)
_DOCUMENTS = {
    PG.issuedBy: "issued",
    PG.leadIssuer: "led",
    PG.approvedBy: "approved",
    ELI.passed_by: "passed",
    PG.draftedBy: "drafted",
    PG.forwardedBy: "forwarded",
    PG.interpretedBy: "interpreted",
}
_SAID = {
    PG.madeBy: "recommended",
    PG.saidBy: "stated",
    PG.announcedBy: "announced",
    PG.undertakenBy: "undertakes",
    PG.dataSource: "source_of",
    PG.addressedTo: "addressed",
}
_ARTICLES = {DCTERMS.creator: "wrote", DCTERMS.publisher: "published", SCHEMA.mentions: "mentioned"}
_NAMES = (SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, SKOS.hiddenLabel)


def sections(site: Site, description: Description, language: str) -> Sections:
    """The sections of the page of an agent."""
    ties, words = Ties(site, description, language), thing_wording(language)
    is_person = FOAF.Person in description.types
    affiliation = Section("hierarchy", words["affiliations" if is_person else "hierarchy"],
                          tuple(_hierarchy(ties, words)))  # fmt: skip
    documents = Section("documents", words["documents"], tuple(_pointing(ties, words, _DOCUMENTS, by_date=True)))
    said = Section("said", words["said"], tuple(_pointing(ties, words, _SAID)), hint=words["said_note"])
    names = Section("names", words["names"], tuple(_names(ties)), hint=words["names_note"])
    articles = Section("articles", words["articles"], tuple(_articles(ties, words)))
    order = (affiliation, said, documents, articles, names) if is_person else (
        affiliation, documents, said, articles, names)  # fmt: skip
    shown = tuple(each for each in order if each.groups)
    return Sections(shown, frozenset(ties.told), frozenset(ties.looked_at))


def _hierarchy(ties: Ties, words: dict[str, str]) -> Iterator[Group]:
    """What the agent belongs to, step by step upwards; its offices; and what belongs to it."""
    above = tuple(_above(ties))
    if above:
        yield Group(ties.pages.title(ORG.memberOf) if FOAF.Person in ties.description.types else
                    _named(words, "above"), above)  # fmt: skip
    offices = [fact for fact in ties.description.facts if fact.predicate == PG.capacity and fact.accepted]
    if offices:
        yield Group(ties.pages.title(PG.capacity), tuple(map(ties.own, offices[:LISTED])), _more(offices))
    for predicate in _UP:
        yield from ties.pointing(predicate, words["units" if predicate == ORG.unitOf else "members"])


def _above(ties: Ties) -> Iterator[Entry]:
    seen, here = {ties.description.thing}, [ties.description.thing]
    for _ in range(_LEVELS):
        facts = [fact for each in here for fact in ties.site.store.outgoing(each)
                 if fact.accepted and fact.predicate in _UP and isinstance(fact.object, URIRef)]  # fmt: skip
        here = [each for each in dict.fromkeys(URIRef(str(fact.object)) for fact in facts) if each not in seen]
        for fact in facts:
            if fact.object in here and fact.object not in seen:
                seen.add(URIRef(str(fact.object)))
                ties.looked_at.add(URIRef(str(fact.object)))
                yield Entry(ties.pages.value(fact.object), marks=ties.marks(fact.evidence))


def _pointing(ties: Ties, words: dict[str, str], kinds: dict[URIRef, str], *, by_date: bool = False) -> Iterator[Group]:
    for predicate, key in kinds.items():
        yield from ties.pointing(predicate, words[key], by_date=by_date)


def _articles(ties: Ties, words: dict[str, str]) -> Iterator[Group]:
    """Articles in whose words the evidence of this page lies, beside those that say so themselves."""
    names = tuple(each.iri for each in ties.description.evidence if each.targets)
    read = sorted(ties.articles(names), key=ties.order)
    if read:
        entries = (Entry(ties.pages.iri(each), (ties.pages.value(date),) if (date := ties.date(each)) else ())
                   for each in read[:LISTED])  # fmt: skip
        yield Group(_named(words, "named_in"), tuple(entries), _more(read))
    yield from _pointing(ties, words, _ARTICLES, by_date=True)


def _names(ties: Ties) -> Iterator[Group]:
    """Each name with the articles that it was read in, oldest first."""
    for predicate in _NAMES:
        facts = [fact for fact in ties.description.facts if fact.predicate == predicate and fact.accepted]
        if facts:
            facts.sort(key=lambda fact: (min(map(ties.order, ties.articles(fact.evidence)), default=("~~", "")),
                                         str(fact.object)))  # fmt: skip
            yield Group(ties.pages.title(predicate), tuple(map(ties.own, facts[:LISTED])), _more(facts))


def _named(words: dict[str, str], key: str) -> Value:
    return Value(words[key])


def _more(items: list[Fact] | list[URIRef]) -> int:
    return len(items) if len(items) > LISTED else 0

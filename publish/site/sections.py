"""Sections of a page that list things by what they have to do with its topic, each with the evidence of the tie."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rdflib import PROV, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.terms import ELI, OA, PG
from publish.site.description import Description
from publish.site.evidence import Reading
from publish.site.pages import PageMaker, Value
from publish.site.site import Site
from publish.store.interface import Fact

LISTED = 40  # things in one group
MARKS = 2  # evidence of one tie
PREMISES = 4  # of what was derived, that lead to articles
_DATES = (ELI.date_document, ELI.date_publication, DCTERMS.issued, PG.latestDate)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a thing or a word, what is said beside it, and marks that lead to its evidence."""

    value: Value
    notes: tuple[Value, ...] = ()
    marks: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind; `total` where there are more than these."""

    name: Value | None
    entries: tuple[Entry, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are."""

    name: Value
    count: str


@dataclass(frozen=True, slots=True)
class Found:
    """A reading with the thing that it is about."""

    about: Value | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `query` asks for all of what it shows the first of."""

    key: str
    heading: str
    groups: tuple[Group, ...] = ()
    counts: tuple[Count, ...] = ()
    readings: tuple[Found, ...] = ()
    hint: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a page, the ties they tell (which the page need not repeat), and what else they rest on."""

    shown: tuple[Section, ...] = ()
    told: frozenset[URIRef] = frozenset()
    rests_on: frozenset[URIRef] = frozenset()


@dataclass
class Ties:
    """Makes entries of what points at the topic of a page, and of its own statements. Remembers what it looked at."""

    site: Site
    description: Description
    language: str
    looked_at: set[URIRef] = field(default_factory=set)
    told: set[URIRef] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pages: PageMaker = self.site.pages(self.language)
        self._numbers = {each.iri: number for number, each in enumerate(self.description.evidence, start=1)}
        self._beside = dict[URIRef, int]()

    def pointing(self, predicate: URIRef, name: str, *, by_date: bool = False) -> Iterator[Group]:
        """What points here by a predicate, as a group; nothing where nothing does."""
        links = next((each for each in self.description.incoming if each.predicate == predicate), None)
        if links is None:
            return
        self.told.add(predicate)
        subjects = [each for each in links.subjects if isinstance(each, URIRef)]
        dated = [(each, self.date(each)) for each in subjects]
        dated.sort(key=lambda pair: (self.pages.title(pair[0]).text, str(pair[0])))
        if by_date:
            dated.sort(key=lambda pair: str(pair[1] or ""), reverse=True)
        shown = dated[:LISTED]
        entries = tuple(self._pointing(each, predicate, date if by_date else None) for each, date in shown)
        yield Group(Value(name), entries, links.total if links.total > len(entries) else 0)

    def _pointing(self, subject: URIRef, predicate: URIRef, date: Node | None) -> Entry:
        self.looked_at.add(subject)
        facts = self.site.store.outgoing(subject)
        this = self.description.thing
        evidence = next((fact.evidence for fact in facts if (fact.predicate, fact.object) == (predicate, this)), ())
        notes = [self.pages.value(date)] if date else []
        if not self._is_article(facts):
            notes += [self.pages.iri(each) for each in self.articles(evidence[:MARKS])]
        return Entry(self.pages.iri(subject), tuple(notes), self.marks(evidence[:MARKS]))

    def own(self, fact: Fact) -> Entry:
        """A value of the topic's own, with the articles that it was read in."""
        articles = sorted(self.articles(fact.evidence), key=self.order)
        notes = tuple(note for each in articles for note in self._dated(each))
        return Entry(self.pages.value(fact.object), notes, self.marks(fact.evidence))

    def _dated(self, article: URIRef) -> Iterator[Value]:
        yield self.pages.iri(article)
        if date := self.date(article):
            yield self.pages.value(date)

    def marks(self, evidence: Iterable[URIRef]) -> tuple[Value, ...]:
        """Links to evidence: to its card on this page, or to its own page."""
        return tuple(self._mark(each) for each in evidence)

    def _mark(self, evidence: URIRef) -> Value:
        name = self.pages.title(evidence).text
        if number := self._numbers.get(evidence):
            return Value(f"[{number}]", href=f"#evidence-{number}", note=name)
        number = self._beside.setdefault(evidence, len(self._beside) + 1)
        return Value(f"[e{number}]", href=self.pages.page(evidence), note=name)

    def articles(self, evidence: Iterable[URIRef]) -> Sequence[URIRef]:
        """The articles in whose words evidence lies."""
        names = list(evidence)
        targets = [target for each in names for target in self._targets(each)]
        if not targets:  # of what was derived, the words are those of its premises
            premises = [fact.object for each in names for fact in self.site.store.outgoing(each)
                        if fact.predicate == PROV.wasDerivedFrom and isinstance(fact.object, URIRef)]  # fmt: skip
            targets = [target for each in premises[:PREMISES] for target in (self._targets(each) or [each])]
        texts = dict.fromkeys(URIRef(str(span).partition("#")[0]) for span in targets if "#char=" in str(span))
        found = [article for each in texts if (article := self.site.describer.article_of(each))]
        self.looked_at.update(found)
        return list(dict.fromkeys(found))

    def _targets(self, evidence: URIRef) -> list[Node]:
        return [fact.object for fact in self.site.store.outgoing(evidence) if fact.predicate == OA.hasTarget]

    def date(self, thing: URIRef) -> Literal | None:
        """When a document or an article is from, so far as the data has it."""
        facts = [fact for fact in self.site.store.outgoing(thing) if fact.accepted]
        dates = [fact.object for predicate in _DATES for fact in facts if fact.predicate == predicate]
        return next((each for each in dates if isinstance(each, Literal)), None)

    def order(self, article: URIRef) -> tuple[str, str]:
        """The oldest first, what has no date last."""
        return str(self.date(article) or "~"), str(article)

    def _is_article(self, facts: Iterable[Fact]) -> bool:
        return any(fact.object == PG.Article for fact in facts)

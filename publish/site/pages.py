"""Pages as data: what a template shows, decided here, so that templates hold no decisions and code holds no markup."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.loading import axioms
from ontology.terms import ELI, OA, PG, SATT, SDIM, SMEA
from publish.site.addresses import Addresses
from publish.site.description import LINKS_SHOWN, VALUES_SHOWN, Describer, Description, Span, Support
from publish.site.formats import RDF as RDF_FORMATS
from publish.site.languages import PAGE_TAG
from publish.site.manner import DATES, day, in_short, number
from publish.site.names import Names
from publish.store.interface import Fact, Links

_NUMBERS = {XSD.integer, XSD.decimal, XSD.nonNegativeInteger}
_HIDDEN = {RDFS.label}  # repeats the name
_FIRST = (  # the order of a reader's questions; all else follows by name
    RDF.type,
    SKOS.prefLabel,
    DCTERMS.title,
    SKOS.altLabel,
    SKOS.definition,
    ELI.type_document,
    PG.genre,
    PG.setOutIn,
    PG.partOfGroup,
    PG.subMeasureOf,
    PG.listPosition,
    PG.madeBy,
    PG.issuedBy,
    PG.leadIssuer,
    PG.approvedBy,
    PG.draftedBy,
    DCTERMS.issued,
    PG.indicator,
    SMEA.obsValue,
    PG.asReported,
    SATT.unitMeasure,
    PG.valueQualifier,
    SDIM.refPeriod,
    SDIM.refArea,
    PG.reviewStatus,
    OA.hasTarget,
    PG.contextTarget,
)
_LAST = (PROV.wasDerivedFrom, SKOS.notation)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_UNLISTED = 10_000  # after all that have a place in a list


@dataclass(frozen=True, slots=True)
class Value:
    """Something to show: words in a language, a link where it may be one, and marks that lead to its evidence."""

    text: str
    language: str = ""
    href: str | None = None
    iri: str | None = None
    note: str = ""
    marks: tuple[int, ...] = ()
    moment: str = ""  # a date as programs write it


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values."""

    property: Value
    values: tuple[Value, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A span to show."""

    anchor: str
    place: Value
    start: int
    end: int
    exact: str | None
    opens: str | None
    closes: str | None
    language: str
    digest: str
    damage: tuple[Value, ...]
    link: str | None
    users: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One evidence to show."""

    number: int
    name: Value
    kind: Value | None
    status: Value | None
    status_key: str
    targets: tuple[Words, ...]
    contexts: tuple[Words, ...]
    rules: tuple[Value, ...]
    runs: tuple[Value, ...]
    curators: tuple[Value, ...]
    premises: tuple[Value, ...]
    sources: tuple[Value, ...]
    notes: tuple[Value, ...]
    reviews: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another format of the same page."""

    href: str
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of an identifier that is not in use any more."""

    withdrawn: bool
    reason: str
    at: str
    successors: tuple[Value, ...] = ()
    see: tuple[Value, ...] = ()
    last_release: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple to show."""

    subject: Value
    property: Value
    object: Value


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The page about one thing, whatever its kind."""

    iri: str
    title: Value
    title_elsewhere: Value | None
    kinds: tuple[Value, ...]
    rows: tuple[Row, ...]
    not_accepted: tuple[Row, ...]
    cards: tuple[Card, ...]
    asserts: tuple[Statement, ...]
    spans: tuple[Words, ...]
    incoming: tuple[Row, ...]
    alternates: tuple[Alternate, ...]
    notice: Notice | None = None
    parts: tuple[Value, ...] = ()  # the parts before and after this one


def visible(text: str) -> str:
    """Text in which characters that show nothing, or turn the line round, are seen.

    >>> visible("a\\u202eb")
    'a[U+202E]b'
    """
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


class PageMaker:
    """Makes pages in one language from descriptions."""

    def __init__(self, addresses: Addresses, names: Names, describer: Describer, language: str) -> None:
        self._addresses, self._names, self._describer, self._language = addresses, names, describer, language

    def thing(self, description: Description, notice: Notice | None = None) -> ThingPage:
        """The page about a thing, or one part of it."""
        numbers = {support.iri: number for number, support in enumerate(description.evidence, start=1)}
        own = [fact for fact in description.facts if fact.predicate not in _HIDDEN]
        document = self._addresses.part(self._addresses.document(description.thing), description.part)
        totals = description.totals
        return ThingPage(
            iri=str(description.thing),
            title=self.title(description.thing),
            title_elsewhere=self.title_elsewhere(description.thing),
            kinds=tuple(self.iri(kind) for kind in description.types),
            rows=self.rows([fact for fact in own if fact.accepted], numbers, totals),
            not_accepted=self.rows([fact for fact in own if not fact.accepted], numbers),
            cards=tuple(self._card(numbers[support.iri], support) for support in description.evidence),
            asserts=tuple(Statement(*map(self.value, triple)) for triple in description.asserts),
            spans=self._spans(description),
            incoming=self._incoming(description),
            alternates=self.alternates(document),
            notice=notice,
            parts=self._parts(description),
        )

    def _parts(self, description: Description) -> tuple[Value, ...]:
        document = self._addresses.document(description.thing)
        path, around = self._addresses.path, (description.part - 1, description.part + 1)
        return tuple(
            Value(f"{number}/{description.part_count}", href=path(self._addresses.part(document, number)))
            for number in around
            if 1 <= number <= description.part_count
        )

    def alternates(self, document: str) -> tuple[Alternate, ...]:
        """The other formats of a document."""
        return tuple(
            Alternate(
                self._addresses.path(self._addresses.representation(document, format)), format.media_type, format.name
            )
            for format in RDF_FORMATS
        )

    def title(self, thing: URIRef) -> Value:
        """The name of a thing, without a link."""
        text, language = self._names.name(thing, self._language)
        return Value(visible(text), self.tag(language))

    def title_elsewhere(self, thing: URIRef) -> Value | None:
        """The name of a thing in the other language, if it has one."""
        labels = self._names.labels(thing)
        other = next((language for language in ("en", "zh") if language != self._language), "")
        return Value(visible(labels[other]), self.tag(other)) if other in labels and self._language in labels else None

    def value(self, term: Node, marks: tuple[int, ...] = ()) -> Value:
        """A term: an IRI by its name, a literal by its words."""
        if isinstance(term, URIRef):
            return self.iri(term, marks)
        if not isinstance(term, Literal):
            return Value("…")
        text, language = visible(str(term)), self._language
        if term.datatype in _NUMBERS:
            return Value(number(text, language), note=in_short(text, language), marks=marks)
        if term.datatype in DATES:
            return Value(day(text, term.datatype, language), moment=text, marks=marks)
        note = "" if term.datatype in (None, XSD.string, RDF.langString) else str(term.datatype).rpartition("#")[2]
        return Value(text, self.tag(term.language or ""), note=note, marks=marks)

    def iri(self, iri: URIRef, marks: tuple[int, ...] = ()) -> Value:
        """An IRI by its name; a link where it leads to a web page."""
        text, language = self._names.name(iri, self._language)
        return Value(visible(text), self.tag(language), self._addresses.href(iri), visible(str(iri)), marks=marks)

    def page(self, thing: URIRef) -> str:
        """The path of the page about a thing."""
        return self._addresses.path(self._addresses.document(thing))

    def tag(self, language: str) -> str:
        """The `lang` of an element; empty where it is that of the page."""
        return "" if language in ("", self._language) else PAGE_TAG.get(language, language)

    def rows(
        self, facts: Iterable[Fact], numbers: dict[URIRef, int], totals: Mapping[URIRef, int] | None = None
    ) -> tuple[Row, ...]:
        """Facts by property, in a reader's order; `numbers` tells the mark of each evidence.

        `totals` tells how many values a property has, where more than these.
        """
        by_property: dict[URIRef, list[Fact]] = {}
        for fact in facts:
            by_property.setdefault(fact.predicate, []).append(fact)
        return tuple(
            Row(
                self.iri(predicate),
                tuple(self.value(fact.object, _marks(fact, numbers)) for fact in self._sorted(by_property[predicate])),
                total if (total := (totals or {}).get(predicate, 0)) > VALUES_SHOWN else 0,
            )
            for predicate in sorted(by_property, key=self._order)
        )

    def _sorted(self, facts: Sequence[Fact]) -> list[Fact]:
        return sorted(facts, key=lambda fact: self._reading_order(fact.object))

    def _reading_order(self, term: Node) -> tuple[str, int, str]:
        """By kind, then by position in a list where there is one, then by name."""
        if not isinstance(term, URIRef):
            return "", 0, str(term)
        kind = (self._addresses.local(term) or "").rpartition("/")[0]
        position = self._names.position(term)
        return kind, _UNLISTED if position is None else position, self._names.name(term, self._language)[0]

    def _order(self, predicate: URIRef) -> tuple[int, str]:
        place = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST) + (predicate in _LAST)
        return place, self._names.name(predicate, self._language)[0]

    def _incoming(self, description: Description) -> tuple[Row, ...]:
        """Who points here, but for parts of the thing, and for what a fact of its own says the other way round."""
        part = f"{description.thing}#"
        said = {axioms().inverses.get(fact.predicate) for fact in description.facts if fact.accepted}
        shown = [
            links
            for links in description.incoming
            if links.predicate not in said and not all(str(each).startswith(part) for each in links.subjects)
        ]
        return tuple(self._linked(links) for links in sorted(shown, key=lambda links: self._order(links.predicate)))

    def _linked(self, links: Links) -> Row:
        subjects = sorted(links.subjects, key=self._reading_order)
        return Row(self.iri(links.predicate), tuple(map(self.value, subjects[:LINKS_SHOWN])), links.total)

    def _spans(self, description: Description) -> tuple[Words, ...]:
        if PG.SourceText not in description.types:
            return ()
        return tuple(
            self.words(span, tuple(map(self.iri, self._describer.users_of(span.iri))))
            for span in self._describer.spans_of(description.thing, description.part)
        )

    def _card(self, number: int, support: Support) -> Card:
        return Card(
            number=number,
            name=self.iri(support.iri),
            kind=self.iri(support.kind) if support.kind else None,
            status=self.iri(support.status) if support.status else None,
            status_key=(support.status or "").rpartition("/")[2],
            targets=tuple(map(self.words, support.targets)),
            contexts=tuple(map(self.words, support.contexts)),
            rules=tuple(map(self.iri, support.rules)),
            runs=tuple(map(self.iri, support.runs)),
            curators=tuple(map(self.iri, support.curators)),
            premises=tuple(map(self.iri, support.premises)),
            sources=tuple(map(self.value, support.sources)),
            notes=tuple(map(self.value, support.notes)),
            reviews=tuple(map(self.iri, support.reviews)),
        )

    def words(self, span: Span, users: tuple[Value, ...] = ()) -> Words:
        """A span to show."""
        return Words(
            anchor=str(span.iri).partition("#")[2],
            place=Value(span.file, href=self._addresses.href(span.iri), iri=str(span.iri)),
            start=span.start,
            end=span.end,
            exact=span.exact and visible(span.exact),
            opens=span.opens and visible(span.opens),
            closes=span.closes and visible(span.closes),
            language=PAGE_TAG.get(span.language, ""),
            digest=span.digest,
            damage=tuple(map(self.value, span.damage)),
            link=span.link,
            users=users,
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology on its page."""

    fragment: str
    name: Value
    name_elsewhere: Value | None
    kind: Value
    definitions: tuple[Value, ...]
    rows: tuple[Row, ...]


class TermPages:
    """The page of the ontology."""

    def __init__(self, maker: PageMaker, describer: Describer) -> None:
        self._maker, self._describer = maker, describer

    def terms(self, iris: Iterable[URIRef]) -> list[Term]:
        """These terms, sorted by name."""
        return sorted((self._term(iri) for iri in iris), key=lambda term: term.fragment)

    def _term(self, iri: URIRef) -> Term:
        description = self._describer.describe(iri)
        hidden = (RDF.type, SKOS.definition, SKOS.prefLabel, RDFS.isDefinedBy)
        facts = [
            fact
            for fact in description.facts
            if fact.predicate not in hidden and isinstance(fact.object, URIRef | Literal)
        ]
        return Term(
            fragment=str(iri).partition("#")[2],
            name=self._maker.title(iri),
            name_elsewhere=self._maker.title_elsewhere(iri),
            kind=self._maker.value(description.value(RDF.type) or OWL.Class),
            definitions=tuple(
                self._maker.value(fact.object) for fact in description.facts if fact.predicate == SKOS.definition
            ),
            rows=self._maker.rows([fact for fact in facts if fact.predicate != RDFS.label], {}),
        )


def _marks(fact: Fact, numbers: dict[URIRef, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in fact.evidence if name in numbers))

"""All that a release says about one thing, gathered from the store: what pages and RDF documents are made from.

What there is much of is counted first and then shown in parts: the first part of the statements, of those who point
here, of the evidence and of the spans on the page itself, the next on `…/more/2`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar
from urllib.parse import quote

from rdflib import PROV, RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.terms import OA, OW, PG, SCHEMA, concept
from publish.store.interface import VALUES, Fact, Links, PolicyStore, Triple

VALUES_SHOWN = VALUES  # of each property, in one part
LINKS_SHOWN = 100  # of each predicate, in one part
EVIDENCE_SHOWN = 100
SPANS_SHOWN = 5_000  # of one text
_Item = TypeVar("_Item")
LANGUAGE_TAGS = {"ZHO": "zh", "ENG": "en"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: where it is, and as many of its words as may be shown."""

    iri: URIRef
    text: URIRef
    file: str
    start: int
    end: int
    exact: str | None
    opens: str | None
    closes: str | None
    digest: str
    damage: tuple[Literal, ...]
    language: str  # of the region that it lies in; empty where none holds it
    link: str | None  # into the live page


@dataclass(frozen=True, slots=True)
class Support:
    """One evidence: who says so, where, how we know, and what became of it."""

    iri: URIRef
    kind: URIRef | None
    status: URIRef | None
    targets: tuple[Span, ...] = ()
    contexts: tuple[Span, ...] = ()
    rules: tuple[URIRef, ...] = ()
    runs: tuple[URIRef, ...] = ()
    curators: tuple[URIRef, ...] = ()
    premises: tuple[URIRef, ...] = ()
    sources: tuple[Node, ...] = ()
    notes: tuple[Node, ...] = ()
    reviews: tuple[URIRef, ...] = ()


@dataclass(frozen=True)
class Description:
    """A thing, its parts (what has the same address and a fragment), its evidence, and who points at it."""

    thing: URIRef
    facts: tuple[Fact, ...] = ()
    parts: Mapping[URIRef, tuple[Fact, ...]] = field(default_factory=dict)
    incoming: tuple[Links, ...] = ()
    evidence: tuple[Support, ...] = ()
    asserts: tuple[Triple, ...] = ()  # where the thing is an evidence: its graph
    part: int = 1
    part_count: int = 1
    totals: Mapping[URIRef, int] = field(default_factory=dict)  # how many values each property has in all parts

    @cached_property
    def types(self) -> tuple[URIRef, ...]:
        """What the thing is, by accepted statements."""
        return tuple(
            fact.object
            for fact in self.facts
            if fact.predicate == RDF.type and fact.accepted and isinstance(fact.object, URIRef)
        )

    def value(self, predicate: URIRef) -> Node | None:
        """The first accepted value of a property."""
        return next((fact.object for fact in self.facts if fact.predicate == predicate and fact.accepted), None)


@dataclass(frozen=True, slots=True)
class _Region:
    start: int
    end: int
    language: str
    original: bool


@dataclass(frozen=True, slots=True)
class _Text:
    file: str
    page: str | None  # the address of the article on the web
    regions: tuple[_Region, ...]


class Describer:
    """Reads descriptions from a store. What is needed again and again about texts is kept."""

    def __init__(self, store: PolicyStore) -> None:
        self._store = store
        self._text = lru_cache(maxsize=1_000)(self._read_text)

    def describe(self, thing: URIRef, part: int = 1) -> Description:
        """Everything about a thing, or one part of it; a description without facts where nothing is known of it."""
        portion = self._store.portion(thing, (part - 1) * VALUES_SHOWN)
        shown, totals = tuple(portion.facts), portion.totals
        is_evidence = PG.reviewStatus in totals
        names = list(dict.fromkeys((*portion.evidence, str(thing)) if is_evidence else portion.evidence))
        incoming, longest = self._incoming(thing, part)
        counts = ((max(totals.values(), default=0), VALUES_SHOWN), (len(names), EVIDENCE_SHOWN), *longest)
        supports = (self.support(URIRef(name)) for name in _part(names, part, EVIDENCE_SHOWN))
        return Description(
            thing=thing,
            facts=shown,
            parts=self._parts(thing, shown, part, own=any(most == SPANS_SHOWN for _, most in longest)),
            incoming=incoming,
            evidence=tuple(self._in_reading_order(supports)),
            asserts=tuple(self._store.graph(thing)) if is_evidence else (),
            part=part,
            part_count=max(1, *(-(-count // most) for count, most in counts)),
            totals=totals,
        )

    def _incoming(self, thing: URIRef, part: int) -> tuple[tuple[Links, ...], list[tuple[int, int]]]:
        """One part of who points at a thing, and how many there are and go into a part, by predicate.

        The thing's own parts point at it too, and are described with it: they come by thousands.
        """
        links, counts = [], []
        for each in self._store.incoming(thing, LINKS_SHOWN, (part - 1) * LINKS_SHOWN):
            own = bool(each.subjects) and all(str(subject).startswith(f"{thing}#") for subject in each.subjects)
            counts.append((each.total, SPANS_SHOWN if own else LINKS_SHOWN))
            links.append(each)
        return tuple(each for each in links if each.subjects), counts

    def support(self, evidence: URIRef) -> Support:
        """What is known about one evidence."""
        facts = [fact for fact in self._store.outgoing(evidence) if fact.accepted]
        kinds = [fact.object for fact in facts if fact.predicate == RDF.type and fact.object != PG.Evidence]
        reviews = [
            links.subjects for links in self._store.incoming(evidence, LINKS_SHOWN) if links.predicate == PROV.used
        ]
        return Support(
            iri=evidence,
            kind=next((kind for kind in kinds if isinstance(kind, URIRef)), None),
            status=next(iter(_iris(facts, PG.reviewStatus)), None),
            targets=tuple(self.span(iri) for iri in _iris(facts, OA.hasTarget)),
            contexts=tuple(self.span(iri) for iri in _iris(facts, PG.contextTarget)),
            rules=_iris(facts, PG.extractedBy) + _iris(facts, PG.derivedBy),
            runs=_iris(facts, PROV.wasGeneratedBy),
            curators=_iris(facts, PROV.wasAttributedTo),
            premises=_iris(facts, PROV.wasDerivedFrom),
            sources=_values(facts, DCTERMS.source),
            notes=_values(facts, RDFS.comment),
            reviews=tuple(each for subjects in reviews for each in subjects if isinstance(each, URIRef)),
        )

    def span(self, iri: URIRef) -> Span:
        """A span with its position, words and language."""
        facts = self._store.outgoing(iri)
        selectors = [fact for selector in _iris(facts, OA.hasSelector) for fact in self._store.outgoing(selector)]
        start, end = (int(_text(selectors, edge) or 0) for edge in (OA.start, OA.end))
        source = next(iter(_iris(facts, OA.hasSource)), URIRef(str(iri).partition("#")[0]))
        text = self._text(source)
        region = next((each for each in text.regions if each.start <= start and end <= each.end), None)
        exact, opens, closes = _text(selectors, OA.exact), _text(facts, PG.opensWith), _text(facts, PG.closesWith)
        return Span(
            iri=iri,
            text=source,
            file=text.file,
            start=start,
            end=end,
            exact=exact,
            opens=opens,
            closes=closes,
            digest=_text(facts, PG.spanDigest) or "",
            damage=tuple(value for value in _values(facts, PG.damageNote) if isinstance(value, Literal)),
            language=region.language if region else "",
            link=_text_fragment(text.page, exact, opens, closes) if region and region.original else None,
        )

    def spans_of(self, text: URIRef, part: int = 1) -> list[Span]:
        """The spans of a text, in its order."""
        links = self._store.incoming(text, SPANS_SHOWN, (part - 1) * SPANS_SHOWN)
        subjects = [each for link in links if link.predicate == OA.hasSource for each in link.subjects]
        spans = [self.span(each) for each in subjects if isinstance(each, URIRef)]
        return sorted(spans, key=lambda span: (span.start, span.end))

    def users_of(self, span: URIRef) -> list[URIRef]:
        """The evidence that rests on a span."""
        links = self._store.incoming(span, LINKS_SHOWN)
        found = [each for link in links if link.predicate == OA.hasTarget for each in link.subjects]
        return [each for each in found if isinstance(each, URIRef)]

    def article_of(self, text: URIRef) -> URIRef | None:
        """The article that a source text is of."""
        return next(iter(_iris(self.facts_of(text), OW.instantiates)), None)

    def regions_of(self, text: URIRef) -> list[tuple[int, int, URIRef, str]]:
        """The regions of a text in its order: start, end, the language version, and its language."""
        spans = [fact.object for fact in self.facts_of(text) if fact.predicate == PG.hasRegion]
        found = []
        for span in spans:
            if isinstance(span, URIRef):
                region = self._region(span)
                expressions = _iris(self._store.outgoing(span), PG.regionOf)
                found += [(region.start, region.end, each, region.language) for each in expressions[:1]]
        return sorted(found)

    def facts_of(self, iri: URIRef) -> list[Fact]:
        """The accepted statements about something that stands beside the thing described."""
        return [fact for fact in self._store.outgoing(iri) if fact.accepted]

    def graph(self, evidence: URIRef) -> list[Triple]:
        """What an evidence asserts."""
        return self._store.graph(evidence)

    def _parts(self, thing: URIRef, facts: Iterable[Fact], part: int, *, own: bool) -> dict[URIRef, tuple[Fact, ...]]:
        """What is named under the thing with a fragment, and is linked with it by one or more steps.

        `own` tells whether any of it points at the thing.
        """
        start = f"{thing}#"
        parts: dict[URIRef, tuple[Fact, ...]] = {}
        waiting = [fact.object for fact in facts]
        if own and (PG.SourceText in waiting or part > 1):
            links = self._store.incoming(thing, SPANS_SHOWN, (part - 1) * SPANS_SHOWN)
            waiting += [span for link in links for span in link.subjects]
        while waiting:
            name = waiting.pop()
            if isinstance(name, URIRef) and name.startswith(start) and name not in parts:
                parts[name] = tuple(self._store.outgoing(name))
                waiting += [fact.object for fact in parts[name]]
        return dict(sorted(parts.items()))

    def _read_text(self, text: URIRef) -> _Text:
        facts = self._store.outgoing(text)
        articles = [self._store.outgoing(article) for article in _iris(facts, OW.instantiates)]
        page = next((url for article in articles for url in _iris(article, SCHEMA.url)), None)
        regions = [self._region(region) for region in _iris(facts, PG.hasRegion)]
        return _Text(_text(facts, PG.fileName) or str(text), page, tuple(sorted(regions, key=lambda each: each.start)))

    def _region(self, span: URIRef) -> _Region:
        facts = self._store.outgoing(span)
        selectors = [fact for selector in _iris(facts, OA.hasSelector) for fact in self._store.outgoing(selector)]
        start, end = (int(_text(selectors, edge) or 0) for edge in (OA.start, OA.end))
        expression = [fact for iri in _iris(facts, PG.regionOf) for fact in self._store.outgoing(iri)]
        languages = [LANGUAGE_TAGS.get(iri.rpartition("/")[2], "") for iri in _iris(expression, DCTERMS.language)]
        original = concept("textorigin", "original") in _iris(expression, PG.textOrigin)
        return _Region(start, end, next(iter(languages), ""), original)

    @staticmethod
    def _in_reading_order(supports: Iterable[Support]) -> list[Support]:
        """Evidence in the words first, in the order of the text; then what was curated, then what was derived."""

        def order(support: Support) -> tuple[bool, str, int, str, str]:
            first = support.targets[0] if support.targets else None
            return (
                first is None,
                first.file if first else "",
                first.start if first else 0,
                support.kind or "",
                support.iri,
            )

        return sorted(supports, key=order)


def _part(items: Sequence[_Item], number: int, most: int) -> tuple[_Item, ...]:
    """The first so many items, the next so many …

    >>> _part("abcde", 2, 2)
    ('c', 'd')
    """
    return tuple(items[(number - 1) * most : number * most])


def _iris(facts: Iterable[Fact], predicate: URIRef) -> tuple[URIRef, ...]:
    return tuple(each for each in _values(facts, predicate) if isinstance(each, URIRef))


def _values(facts: Iterable[Fact], predicate: URIRef) -> tuple[Node, ...]:
    return tuple(fact.object for fact in facts if fact.predicate == predicate)


def _text(facts: Iterable[Fact], predicate: URIRef) -> str | None:
    return next(_texts(facts, predicate), None)


def _texts(facts: Iterable[Fact], predicate: URIRef) -> Iterator[str]:
    return (str(fact.object) for fact in facts if fact.predicate == predicate)


def _text_fragment(page: str | None, exact: str | None, opens: str | None, closes: str | None) -> str | None:
    """A link that finds the words in the live page (WICG text fragments)."""
    if not page or not str(page).startswith(("http://", "https://")):
        return None
    words = [exact] if exact else [each for each in (opens, closes) if each]
    return f"{page}#:~:text={','.join(quote(each, safe='').replace('-', '%2D') for each in words)}" if words else None

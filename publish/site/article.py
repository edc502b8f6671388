"""The words of an article and what rests on them: links from the words to the statements, and back.

Where the text may be shown, it is shown whole, every statement marked in it, and what no statement rests on is seen to
be bare. Where it may not, the outline tells the same by offsets, with as many words as the quotation rule allows. Both
work without JavaScript: marks and statements are linked by fragments.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rdflib import RDF, SKOS, URIRef

from ontology.terms import OW, PG
from publish.site.description import Describer, Span, Support
from publish.site.languages import PAGE_TAG
from publish.site.marking import Piece, Stretch, marked
from publish.site.pages import PageMaker, Value, Words, visible
from publish.site.release import Release
from publish.site.texts import Texts
from publish.store.interface import PolicyStore, Triple
from publish.store.table import SortedTable

MOST = 1_000  # statements on one page
_SAID = 6  # properties of a statement that are named
_LOOKS = {
    PG.Measure: "measure",
    PG.Target: "target",
    PG.Recommendation: "recommendation",
    PG.Observation: "observation",
    PG.PolicyDocument: "document",
    PG.Report: "document",
    PG.PublicBody: "agent",
    PG.PublicAgency: "agent",
}
_UNSAID = {RDF.type, SKOS.prefLabel}
_NOT_PUBLISHED = frozenset({"rejected", "superseded", "proposed", "disputed"})
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in an article: of what, what is said, where the words are, and what became of it."""

    number: int
    about: Value
    kinds: tuple[Value, ...]
    facts: tuple[tuple[Value, Value], ...]
    more: int  # facts that are not shown
    evidence: Value
    status: Value | None
    status_key: str
    look: str
    words: Words
    mark: str  # the fragment of its words on this page


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with the numbers of the statements that rest on it; the anchor stands at its beginning."""

    words: Words
    look: str
    numbers: tuple[int, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place, and the marks in it; or a mark that lies in no sentence."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def is_bare(self) -> bool:
        """Whether no statement rests on it."""
        return not self.marks


@dataclass(frozen=True, slots=True)
class Block:
    """A region of the text, or what is between two: its language version, its sentences, and its words if shown."""

    start: int
    end: int
    name: Value | None
    language: str
    sentences: tuple[Sentence, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """One source text of an article, with what rests on it."""

    file: Value
    characters: int
    is_shown: bool
    blocks: tuple[Block, ...]
    said: tuple[Said, ...]
    total: int
    sentence_count: int
    bare_count: int

    @property
    def covered_percent(self) -> int:
        """The share of sentences that some statement rests on."""
        return round(100 * (1 - self.bare_count / self.sentence_count)) if self.sentence_count else 0


@dataclass(frozen=True)
class ArticleViews:
    """Makes views of the texts of articles, in one language."""

    release: Release
    store: PolicyStore
    describer: Describer
    pages: PageMaker
    texts: Texts | None

    @cached_property
    def _sentences(self) -> SortedTable:
        return SortedTable(self.release.folder / "audit" / "sentences.tsv")

    def of(self, article: URIRef) -> list[TextView]:
        """The texts of an article, each with its statements."""
        links = self.store.incoming(article, 10)
        found = [each for link in links if link.predicate == OW.instantiates for each in link.subjects]
        return [self._view(each) for each in found if isinstance(each, URIRef)]

    def _view(self, text: URIRef) -> TextView:
        facts = {fact.predicate: fact.object for fact in self.store.outgoing(text) if fact.accepted}
        pairs = list(self._readings(text))
        said = [self._said(number, *pair) for number, pair in enumerate(pairs[:MOST], start=1)]
        words = self.texts.of(text, self.store) if self.texts else None
        marks = _marks(said)
        sentences = _sentences(self._outline(text), marks)
        length = len(words) if words is not None else int(str(facts.get(PG.charLength, 0)))
        return TextView(
            file=Value(str(facts.get(PG.fileName, text)), href=self.pages.iri(text).href),
            characters=length,
            is_shown=words is not None,
            blocks=tuple(self._blocks(text, length, words, marks, sentences)),
            said=tuple(said),
            total=len(pairs),
            sentence_count=len(self._outline(text)),
            bare_count=sum(1 for each in sentences if each.is_bare),
        )

    def _readings(self, text: URIRef) -> Iterator[tuple[Span, Support, list[Triple]]]:
        """The evidence that rests on a text, in its order."""
        for span in self.describer.spans_of(text):
            for evidence in sorted(self.describer.users_of(span.iri)):
                triples = self.store.graph(evidence)
                if triples:
                    yield span, self.describer.support(evidence), triples

    def _said(self, number: int, span: Span, support: Support, triples: list[Triple]) -> Said:
        subject = _main_subject(triples)
        kinds = self._kinds(subject)
        facts = [(p, o) for s, p, o in triples if s == subject and p not in _UNSAID]
        status_key = (support.status or "").rpartition("/")[2]
        return Said(
            number=number,
            about=self.pages.iri(subject),
            kinds=tuple(self.pages.title(kind) for kind in kinds[:1]),
            facts=tuple((self.pages.title(p), self.pages.value(o)) for p, o in facts[:_SAID]),
            more=max(0, len(facts) - _SAID),
            evidence=self.pages.iri(support.iri),
            status=self.pages.title(support.status) if support.status else None,
            status_key=status_key,
            look=next((_LOOKS[kind] for kind in kinds if kind in _LOOKS), "other"),
            words=self.pages.words(span),
            mark=mark_of(span.start, span.end),
        )

    def _kinds(self, subject: URIRef) -> list[URIRef]:
        kinds = [fact.object for fact in self.store.outgoing(subject) if fact.predicate == RDF.type]
        ours = [kind for kind in kinds if isinstance(kind, URIRef) and kind in _LOOKS]
        return ours or [kind for kind in kinds if isinstance(kind, URIRef)]

    def _outline(self, text: URIRef) -> list[tuple[int, int]]:
        """The sentences of a text, where the workspace had its outline."""
        rows = self._sentences.of(text.rpartition("/")[2])
        return sorted((int(start), int(end)) for _, start, end, _ in rows)

    def _blocks(
        self, text: URIRef, length: int, words: str | None, marks: Sequence[Mark], sentences: Sequence[Sentence]
    ) -> Iterator[Block]:
        """Regions and what is between them; what is between is left out where there is nothing to tell of it."""
        stretches = list(_stretches(marks, sentences))
        if words is not None and _is_marked_up(words):
            stretches += [Stretch(*tag.span(), "markup") for tag in _TAG.finditer(words)]
        for start, end, expression, language in _with_gaps(self.describer.regions_of(text), length):
            inside = tuple(each for each in sentences if start <= each.start < end)
            seen = words[start:end].strip() if words is not None else ""
            if not (seen or inside or expression):
                continue
            yield Block(
                start,
                end,
                name=self.pages.iri(expression) if expression else None,
                language=PAGE_TAG.get(language, ""),
                sentences=inside,
                pieces=tuple(_visible(marked(words, stretches, start, end))) if words is not None else (),
            )


def mark_of(start: int, end: int) -> str:
    """The fragment of a stretch on the page of its article."""
    return f"c{start}-{end}"


def _marks(said: Iterable[Said]) -> list[Mark]:
    """The stretches that statements rest on, each once, in the order of the text, the longer before what it holds."""
    by_place: dict[tuple[int, int], list[Said]] = {}
    for each in said:
        by_place.setdefault((each.words.start, -each.words.end), []).append(each)
    found = []
    for _, some in sorted(by_place.items()):
        unpublished = " unpublished" if all(each.status_key in _NOT_PUBLISHED for each in some) else ""
        look = next((each.look for each in some if each.look != "other"), "other") + unpublished
        found.append(Mark(some[0].words, look, tuple(each.number for each in some), some[0].mark))
    return found


def _stretches(marks: Iterable[Mark], sentences: Iterable[Sentence]) -> Iterator[Stretch]:
    """What to mark in the words: those of statements, and bare sentences."""
    for each in marks:
        yield Stretch(each.words.start, each.words.end, each.look, each.anchor, each.numbers)
    for sentence in sentences:
        if sentence.is_bare:
            yield Stretch(sentence.start, sentence.end, "bare")


def _sentences(places: Iterable[tuple[int, int]], marks: Sequence[Mark]) -> list[Sentence]:
    """The sentences with their marks, and the marks that lie in none. An anchor stands where the mark is first met."""
    found, met = [], set()
    for start, end in places:
        inside = []
        for each in marks:
            if each.words.start < end and each.words.end > start:
                inside.append(each if each.anchor not in met else replace(each, anchor=""))
                met.add(each.anchor)
        found.append(Sentence(start, end, tuple(inside)))
    found += [Sentence(each.words.start, each.words.end, (each,)) for each in marks if each.anchor not in met]
    return sorted(found, key=lambda each: (each.start, each.end))


def _with_gaps(
    regions: Sequence[tuple[int, int, URIRef, str]], length: int
) -> Iterator[tuple[int, int, URIRef | None, str]]:
    reached = 0
    for start, end, expression, language in regions:
        if start > reached:
            yield reached, start, None, ""
        yield start, end, expression, language
        reached = end
    if reached < length:
        yield reached, length, None, ""


def _visible(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with characters that turn the line round or show nothing made visible."""
    for each in pieces:
        yield Piece(each.kind, visible(each.text), each.stretch, each.first, each.last) if each.text else each


def _main_subject(triples: Sequence[Triple]) -> URIRef:
    """The thing that an evidence is about: the one that most of it speaks of."""
    subjects = [s for s, _, _ in triples if isinstance(s, URIRef)]
    return max(dict.fromkeys(subjects), key=subjects.count)


def _is_marked_up(words: str) -> bool:
    return words.lstrip("\ufeff \r\n\t")[:9].lower().startswith(("<!doctype", "<html", "<?xml"))

"""Statements with what they rest on: read from sorted lines, those of a unit or of a whole dataset.

The lines of one triple stand together, that of the default graph first: so a triple, whether it is accepted, and all
evidence that asserts it are found in one pass. What is known of each evidence is held.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from sys import intern
from typing import Any

from ontology.terms import DCTERMS, ELI, OA, OW, PG, PROV, RDF, SKOS, SPDX
from publish.store.dataset import Statement

GOOD = frozenset({"accepted", "amended", "auto-accepted"})
ALIVE = GOOD | {"proposed", "disputed"}
AUTOMATIC = "auto-accepted"
NAMES = frozenset(
    map(str, (RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation, DCTERMS.title))
) | {"http://www.w3.org/2000/01/rdf-schema#label"}


@dataclass(slots=True)
class Evidence:
    """What is known of one reading. `spans` are the IRIs of the stretches it rests on."""

    iri: str
    kind: str = ""
    status: str = ""
    rule: str = ""
    confidence: str = ""
    spans: tuple[str, ...] = ()
    reviewed: bool = False
    origin: str = ""  # whose words it rests on: original, machine-translation …; empty where nobody knows
    original_held: bool = False  # whether the words of the article's original are at hand

    @classmethod
    def kept(cls, iri: str, fields: Sequence[Any]) -> "Evidence":
        """The evidence of which `facts` was kept."""
        kind, status, rule, confidence, spans, *rest = fields
        return cls(iri, kind, status, rule, confidence, tuple(spans), *rest)

    def facts(self) -> tuple[Any, ...]:
        """All but its name, as JSON has it."""
        known = self.kind, self.status, self.rule, self.confidence, self.spans
        return *known, self.reviewed, self.origin, self.original_held

    @property
    def text(self) -> str:
        """The text that it rests on; empty where it rests on none."""
        return self.spans[0].partition("#")[0] if self.spans else ""


@dataclass(frozen=True, slots=True)
class Held:
    """One triple, its object as N-Triples has it, and the evidence that asserts it."""

    subject: str
    predicate: str
    object: str
    accepted: bool
    evidence: tuple[Evidence, ...]

    @property
    def cells(self) -> tuple[str, str, str]:
        """The triple as three cells of a table."""
        return self.subject, self.predicate, self.object


@dataclass(slots=True)
class Text:
    """A source text: the article it is of, its digest, and whose words stand where."""

    iri: str
    article: str = ""
    sha256: str = ""
    characters: int = 0
    regions: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, expression

    def expression_at(self, start: int) -> str:
        """The language version whose words stand there; empty where it is none."""
        return next((name for begin, end, name in self.regions if begin <= start < end), "")


@dataclass(slots=True)
class Readings:
    """What a dataset knows of its evidence, its texts and their language versions."""

    evidence: dict[str, Evidence] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)  # of an expression: original, machine-translation …
    works: dict[str, str] = field(default_factory=dict)  # the article that an expression is of
    held: set[str] = field(default_factory=set)  # the expressions whose words are at hand
    announced: dict[str, str] = field(default_factory=dict)  # how many measures a document or group says it has
    contents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # what each of them holds
    measures: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)  # what has a place in a list
    parts: set[str] = field(default_factory=set)  # of other measures

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> "Readings":
        """The readings that some statements, in order, tell of."""
        found = cls()
        for each in statements:
            if not each.graph:
                found._note(each)
        originals = {found.works.get(each, "") for each in found.held if found.origins.get(each) == "original"}
        for reading in found.evidence.values():
            text = found.texts.get(reading.text)
            if text is not None:
                reading.origin = found.origins.get(text.expression_at(position(reading.spans[0])[0]), "")
                reading.original_held = text.article in originals
        return found

    def triples(self, statements: Iterable[Statement]) -> Iterator[Held]:
        """Each triple that some evidence asserts, in the order of the lines."""
        for _, some in groupby(statements, key=triple_of):
            same = list(some)
            graphs = [each.graph for each in same if each.graph]
            if graphs:
                first = same[0]
                yield Held(
                    first.subject,
                    first.predicate,
                    triple_of(first).split(b" ", 2)[2].decode(),
                    accepted=not first.graph,
                    evidence=tuple(self.evidence[name] for name in graphs if name in self.evidence),
                )

    def _note(self, each: Statement) -> None:
        """Keep what is said of an evidence, a text, a language version or a document."""
        note = _NOTES.get(each.predicate)
        if note:
            note(self, each)

    def status(self, each: Statement) -> None:
        """What became of an evidence."""
        self._evidence(each.subject).status = intern(each.object.rpartition("/")[2])

    def kind(self, each: Statement) -> None:
        """What an evidence is; which things are measures."""
        if each.object.endswith("Evidence") and each.object != _EVIDENCE:
            self._evidence(each.subject).kind = intern(each.object.rpartition("#")[2])
        elif each.object == _MEASURE:
            self.measures.add(each.subject)

    def rule(self, each: Statement) -> None:
        """By which rule or axiom."""
        self._evidence(each.subject).rule = intern(each.object)

    def confidence(self, each: Statement) -> None:
        """How sure the rule is."""
        self._evidence(each.subject).confidence = each.text

    def target(self, each: Statement) -> None:
        """The words that an evidence rests on."""
        reading = self._evidence(each.subject)
        reading.spans = (*reading.spans, each.object)

    def use(self, each: Statement) -> None:
        """A review of an evidence."""
        if "/id/evidence/" in each.object:
            self._evidence(each.object).reviewed = True

    def article(self, each: Statement) -> None:
        """The article that a text is of."""
        self._text(each.subject).article = each.object

    def length(self, each: Statement) -> None:
        """How many characters a text has."""
        self._text(each.subject).characters = int(each.text)

    def digest(self, each: Statement) -> None:
        """The digest of a text."""
        self._text(each.subject.partition("#")[0]).sha256 = each.text

    def region(self, each: Statement) -> None:
        """Whose words stand in a stretch of a text."""
        self._text(each.subject.partition("#")[0]).regions.append((*position(each.subject), each.object))

    def textual_origin(self, each: Statement) -> None:
        """Whether a language version is the original, or what made it."""
        self.origins[each.subject] = each.object.rpartition("/")[2]

    def work(self, each: Statement) -> None:
        """The article that a language version is of."""
        self.works[each.subject] = each.object

    def at_hand(self, each: Statement) -> None:
        """Whether the words of a language version are held."""
        if each.text == "true":
            self.held.add(each.subject)

    def claim(self, each: Statement) -> None:
        """How many measures a document or group says it has."""
        self.announced[each.subject] = each.text

    def content(self, each: Statement) -> None:
        """What a document or group holds."""
        self.contents[each.object].add(each.subject)

    def place(self, each: Statement) -> None:
        """What has a place in a list."""
        self.placed.add(each.subject)

    def part(self, each: Statement) -> None:
        """What is part of another measure."""
        self.parts.add(each.subject)

    def _evidence(self, iri: str) -> Evidence:
        return self.evidence.setdefault(iri, Evidence(iri))

    def _text(self, iri: str) -> Text:
        return self.texts.setdefault(iri, Text(iri))


_EVIDENCE, _MEASURE = str(PG.Evidence), str(PG.Measure)
_NOTES: Mapping[str, Callable[[Readings, Statement], None]] = {
    str(predicate): note
    for predicate, note in (
        (PG.reviewStatus, Readings.status),
        (RDF.type, Readings.kind),
        (PG.extractedBy, Readings.rule),
        (PG.derivedBy, Readings.rule),
        (PG.confidence, Readings.confidence),
        (OA.hasTarget, Readings.target),
        (PROV.used, Readings.use),
        (OW.instantiates, Readings.article),
        (PG.charLength, Readings.length),
        (SPDX.checksumValue, Readings.digest),
        (PG.regionOf, Readings.region),
        (PG.textOrigin, Readings.textual_origin),
        (ELI.realizes, Readings.work),
        (PG.held, Readings.at_hand),
        (PG.declaredMeasureCount, Readings.claim),
        (PG.setOutIn, Readings.content),
        (PG.partOfGroup, Readings.content),
        (PG.listPosition, Readings.place),
        (PG.subMeasureOf, Readings.part),
    )
}


def position(span: str) -> tuple[int, int]:
    """Start and end of a span, which its IRI tells.

    >>> position("http://localhost:8000/id/text/f1#char=10,19")
    (10, 19)
    """
    start, _, end = span.partition("#char=")[2].partition(",")
    return int(start or 0), int(end or 0)


def alive(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The readings that nobody rejected and none replaced."""
    return [each for each in evidence if each.status in ALIVE]


def triple_of(each: Statement) -> bytes:
    """The line without its graph: equal for all that assert the same."""
    line = each.line.removesuffix(b" .")
    return line.removesuffix(b" <%b>" % each.graph.encode()) if each.graph else line

"""The questions in `queries/`: each is asked once of the whole dataset, never once per node.

What SPARQL cannot know, such as the words at a span, the queries ask of functions whose names begin with `ours:`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store, Triple

from ontology.errors import IdentifierError, ValidationError
from ontology.identifiers import KINDS, READABLE, is_valid, parse
from ontology.quotation import END, WHOLE, fits
from ontology.terms import OA, PG, VOCABULARY
from shapes.catalogue import Question
from shapes.findings import Finding
from shapes.words import folded, holds_figure, key, unheld_figure

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Function: TypeAlias = Callable[..., Term | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a span stands, and what it is quoted as, if it is."""

    text: str
    start: int
    end: int
    quote: str | None
    digest: str


def ask(question: Question, dataset: Store, functions: Mapping[NamedNode, Function]) -> Iterator[Finding]:
    """What one question finds. Raises `ValidationError` when it is not SPARQL, or its rows have no focus."""
    try:
        solutions = dataset.query(question.query, custom_functions=dict(functions))
    except (SyntaxError, RuntimeError) as error:
        raise ValidationError(f"not a query ({error})", where=question.file, fix="Mend the query.") from error
    if not isinstance(solutions, QuerySolutions):
        raise ValidationError("not a SELECT query", where=question.file, fix="Write SELECT ?focus ?path ?value.")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield _finding(question, {name: solution[name] for name in names if _bound(solution, name)})


def functions_for(dataset: Store, texts: Mapping[str, str]) -> dict[NamedNode, Function]:
    """What the queries may ask about spans, texts, names and identifiers; `texts` are the archive's, by text IRI."""
    words = _Words(dict(_stretches(dataset)), texts)
    functions: dict[str, Function] = {
        "archived": words.archived,
        "words": words.words,
        "wording": words.wording,
        "characters": words.characters,
        "file-digest": words.file_digest,
        "folded": _folded,
        "key": _key,
        "holds-figure": _holds_figure,
        "unheld-figure": _unheld_figure,
        "fits-whole": lambda text: _fits(text, WHOLE),
        "fits-end": lambda text: _fits(text, END),
        "minted": _minted,
    }
    return {NamedNode(f"{VOCABULARY}function/{name}"): function for name, function in functions.items()}


class _Words:
    """The words of spans and texts, as the queries ask for them; an unknown word is no word (None)."""

    def __init__(self, spans: Mapping[str, Stretch], texts: Mapping[str, str]) -> None:
        self._spans, self._texts = spans, texts

    def archived(self, span: Term) -> Literal | None:
        """The words of a span as they stand in the archived text."""
        stretch = self._stretch(span)
        text = self._texts.get(stretch.text) if stretch else None
        return Literal(text[stretch.start : stretch.end]) if stretch and text is not None else None

    def words(self, span: Term) -> Literal | None:
        """The words of a span: from the archive, or else as quoted in the data."""
        archived = self.archived(span)
        stretch = self._stretch(span)
        if archived is None and stretch and stretch.quote is not None:
            return Literal(stretch.quote)
        return archived

    def wording(self, span: Term) -> Literal | None:
        """What two spans share when they say the same: their letters, or else their digest."""
        words = self.words(span)
        stretch = self._stretch(span)
        if words is not None:
            return Literal(key(words.value))
        return Literal(stretch.digest) if stretch else None

    def characters(self, text: Term) -> Literal | None:
        """How many characters an archived text has."""
        found = self._texts.get(text.value) if isinstance(text, NamedNode) else None
        return None if found is None else Literal(len(found))

    def file_digest(self, text: Term, decoder: Term) -> Literal | None:
        """The SHA-256 of the bytes that an archived text was decoded from."""
        found = self._texts.get(text.value) if isinstance(text, NamedNode) else None
        if found is None or not isinstance(decoder, Literal):
            return None
        try:
            return Literal(hashlib.sha256(found.encode(decoder.value)).hexdigest())
        except (LookupError, UnicodeEncodeError):
            return Literal("")  # no such decoder, or not of these characters: no file has that digest

    def _stretch(self, span: Term) -> Stretch | None:
        return self._spans.get(span.value) if isinstance(span, NamedNode) else None


def _folded(text: Term) -> Literal | None:
    return Literal(folded(text.value)) if isinstance(text, Literal) else None


def _key(text: Term) -> Literal | None:
    return Literal(key(text.value)) if isinstance(text, Literal) else None


def _fits(text: Term, limit: tuple[int, int]) -> Literal | None:
    return Literal(fits(text.value, limit)) if isinstance(text, Literal) else None


def _holds_figure(words: Term, value: Term) -> Literal | None:
    if not isinstance(words, Literal) or not isinstance(value, Literal):
        return None
    try:
        return Literal(holds_figure(words.value, Decimal(value.value)))
    except InvalidOperation:
        return Literal(False)


def _unheld_figure(label: Term, words: Term) -> Literal | None:
    if not isinstance(label, Literal) or not isinstance(words, Literal):
        return None
    figure = unheld_figure(label.value, words.value)
    return None if figure is None else Literal(figure)


def _minted(thing: Term, kind: Term) -> Literal | None:
    if not isinstance(thing, NamedNode) or not isinstance(kind, Literal):
        return Literal(False)
    base, _, _ = thing.value.partition("id/")
    try:
        name = parse(thing.value, base)
    except IdentifierError:
        return Literal(False)
    if kind.value in READABLE:
        return Literal(name.path == kind.value)
    expected = KINDS[kind.value]
    return Literal(name.path == expected.path and is_valid(name.identifier, expected) and not name.fragment)


def _stretches(dataset: Store) -> Iterator[tuple[str, Stretch]]:
    """Every span whose place is known, in one query."""
    rows = dataset.query(
        f"""SELECT ?span ?text ?start ?end ?quote ?digest WHERE {{
          ?span <{OA.hasSource}> ?text ; <{OA.hasSelector}> ?position .
          ?position <{OA.start}> ?start ; <{OA.end}> ?end .
          OPTIONAL {{ ?span <{PG.spanDigest}> ?digest }}
          OPTIONAL {{ ?span <{OA.hasSelector}> ?selector . ?selector <{OA.exact}> ?quote }}
        }}"""
    )
    assert isinstance(rows, QuerySolutions)
    for span, text, start, end, quote, digest in rows:
        if start.value.isdecimal() and end.value.isdecimal():
            yield (
                span.value,
                Stretch(
                    text.value, int(start.value), int(end.value), quote and quote.value, digest.value if digest else ""
                ),
            )


def _bound(solution: QuerySolution, name: str) -> bool:
    return solution[name] is not None


def _finding(question: Question, row: dict[str, Term]) -> Finding:
    if "focus" not in row:
        raise ValidationError("a row has no ?focus", where=question.file, fix="Let the query select ?focus.")
    told = {name: _told(term) for name, term in row.items()}
    constraint = question.constraint
    return Finding(
        shape=constraint.iri,
        identifier=constraint.identifier,
        severity=constraint.severity,
        focus=told["focus"],
        path=told.get("path"),
        value=str(row["value"]) if "value" in row else None,
        message_en=constraint.message_en.format_map(told),
        message_zh=constraint.message_zh.format_map(told),
    )


def _told(term: Term) -> str:
    """A term as a message shows it: an IRI whole, a literal as its text, a blank node as Turtle writes it."""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value

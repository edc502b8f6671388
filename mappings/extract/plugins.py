"""Plug-ins: extractors of others, a language model included, that propose by quoting.

A plug-in is an object under the entry point group `policygraph.extractors`. It is asked block by block, and may answer
with quotes only. Each is looked up in the block: what does not stand there word for word is refused, and so is a field
whose value does not. What is left is a proposal like any other, but never published before a person has looked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Protocol, get_args

from mappings.extract.candidate import Candidate, Fired, Kind, Value
from mappings.extract.confidence import PLUGIN
from mappings.extract.context import Context
from mappings.extract.gold import FIELDS
from mappings.extract.normal import normal
from mappings.extract.sentences import Sentence
from ontology.errors import OntologyError

GROUP = "policygraph.extractors"
FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a plug-in says it has read: the kind, the words, which of several equal ones, and fields in words again."""

    kind: str
    words: str
    occurrence: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)


class Plugin(Protocol):
    """What a plug-in must have. The same block and version must give the same quotes: keep the answers of a model."""

    name: str  # small letters, digits and hyphens
    version: int

    def read(self, block: str, language: str, kinds: Mapping[str, tuple[str, ...]]) -> Iterable[Quote]:
        """The quotes from one block; `kinds` are the kinds of statement with the fields that each may have."""
        ...


@dataclass(frozen=True, slots=True)
class Verified:
    """What of a plug-in's answers stands in the text, and why the rest was refused."""

    candidates: tuple[Candidate, ...]
    refused: tuple[str, ...]


def load_plugins(names: Iterable[str]) -> list[Plugin]:
    """The plug-ins of these names; none runs that nobody names. Raises `OntologyError` for one that is not there."""
    there = {each.name: each for each in entry_points(group=GROUP)}
    found = []
    for name in names:
        if name not in there:
            known = ", ".join(sorted(there)) or "none"
            raise OntologyError("is not installed", where=f"plug-in {name}", fix=f"Installed are: {known}.")
        loaded = there[name].load()
        found.append(loaded() if isinstance(loaded, type) else loaded)
    return found


def ask(plugin: Plugin, context: Context) -> Verified:
    """What a plug-in finds in an article, verified. A fault in it refuses the block and nothing else."""
    kinds = {kind: tuple(name.strip("|[]") for name in FIELDS[kind]) for kind in get_args(Kind)}
    candidates: list[Candidate] = []
    refused: list[str] = []
    for block in _blocks(context.sentences):
        words = "\n".join(each.text for each in block)
        try:
            quotes = list(plugin.read(words, block[0].language, kinds))
        except FAULTS as error:
            refused.append(f"block {block[0].block_index}: {type(error).__name__}")
            continue
        for quote in quotes:
            found = _verify(plugin, quote, block, words, kinds)
            if isinstance(found, str):
                refused.append(found)
            else:
                candidates.append(found)
    return Verified(tuple(candidates), tuple(refused))


def _blocks(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    blocks: dict[int, list[Sentence]] = {}
    for each in sentences:
        blocks.setdefault(each.block_index, []).append(each)
    yield from blocks.values()


def _verify(
    plugin: Plugin, quote: Quote, block: list[Sentence], words: str, kinds: Mapping[str, tuple[str, ...]]
) -> Candidate | str:
    """The candidate of a quote, or why it is none."""
    kind = next((each for each in get_args(Kind) if each == quote.kind), None)
    if kind is None:
        return f"there is no kind {quote.kind!r}"
    place = _place(quote, block)
    if place is None:
        return f"not in the text: {quote.words[:40]!r}"
    sentence, start = place
    folded = normal(words, sentence.language)
    fields: dict[str, Value] = {}
    for name, value in quote.fields.items():
        if name not in kinds[kind] or not value.strip() or normal(value, sentence.language) not in folded:
            return f"the field {name!r} is not in the text"
        fields[name] = value
    end = start + len(quote.words)
    span = sentence.passage.locate(start, end)
    rule = f"{PLUGIN}{plugin.name}@{plugin.version}"
    return Candidate(kind, span, sentence.index, start, end, quote.words, fields, (Fired(rule, 0.0, span),))


def _place(quote: Quote, block: list[Sentence]) -> tuple[Sentence, int] | None:
    """The sentence and the offset in it where the quote stands for the time that is asked for."""
    seen = 0
    if not quote.words or quote.words != quote.words.strip():
        return None
    for sentence in block:
        wanted, there = normal(quote.words, sentence.language), normal(sentence.text, sentence.language)
        start = there.find(wanted)
        while start >= 0:
            seen += 1
            if seen == quote.occurrence:
                return sentence, start
            start = there.find(wanted, start + 1)
    return None

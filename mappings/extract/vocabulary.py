"""The words that extraction knows: labels of the concept schemes and authorities, found in a text all at once.

Nothing is listed here. A label that is added to a scheme or an authority changes what is found; `vocabulary.digest`
changes with it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from rdflib import FOAF, OWL, RDF, SKOS, Graph, Literal, URIRef

from mappings.extract.normal import normal
from ontology import loading
from ontology.authority_files import Authorities
from ontology.terms import DEFAULT_BASE, PG, SCHEMA, VOCABULARY

_SCHEMES = f"{VOCABULARY}scheme/"
_STRENGTH = {SKOS.prefLabel: "preferred", SKOS.altLabel: "alternative", SKOS.hiddenLabel: "hidden"}
_GROUPS = {FOAF.Person: "person", SCHEMA.Place: "place"}  # all other authorities are agents
_LATIN = re.compile(r"[0-9A-Za-z]")
_VOWEL = "aeiou"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """One way to write a concept or authority."""

    text: str  # normalised; English in small letters
    language: str  # "en" or "zh"
    concept: str  # its IRI, that of an authority relative to the base
    group: str  # the scheme ("doctype"), or the kind of authority ("agent", "person", "place")
    slug: str  # the concept's own name in its scheme; the key of an authority
    strength: str  # "preferred", "alternative" or "hidden"
    written: str = ""  # as the vocabulary writes it

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals, and therefore found in capitals only: MOST is a ministry, most is not."""
        return self.written.isascii() and self.written.isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a label stands in some words."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All labels, and the ways to look for them."""

    labels: tuple[Label, ...]
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)  # preferred label by concept and language
    public: frozenset[str] = frozenset()  # authorities that are public bodies of their own

    @cached_property
    def digest(self) -> str:
        """The digest of all labels."""
        parts = hashlib.sha256()
        for each in self.labels:
            parts.update(f"{each.text}\0{each.language}\0{each.concept}\0{each.group}\0{each.strength}\n".encode())
        return parts.hexdigest()

    @cached_property
    def _groups(self) -> Mapping[str, tuple[Label, ...]]:
        found: dict[str, list[Label]] = {}
        for each in self.labels:
            for name in (each.group, f"{each.group}/{each.slug}"):
                found.setdefault(name, []).append(each)
        return {name: tuple(labels) for name, labels in found.items()}

    def of(self, name: str, language: str) -> tuple[Label, ...]:
        """The labels of a scheme (`doctype`) or of one concept in it (`cue/report-verb`) in a language."""
        return tuple(each for each in self._groups.get(name, ()) if each.language == language)

    @cached_property
    def by_concept(self) -> Mapping[str, Label]:
        """The first label of each concept and authority."""
        found: dict[str, Label] = {}
        for each in self.labels:
            found.setdefault(each.concept, each)
        return found

    def name(self, concept: str, language: str) -> str | None:
        """The preferred label of a concept."""
        return self.names.get((concept, language))

    def alternation(self, name: str, language: str) -> str:
        """A regular expression for the labels of a scheme or concept, longest first; without labels it never matches.

        A name that ends in `*` takes English verbs in all their regular forms.
        """
        found = self._alternations.get((name, language))
        if found is None:
            found = self._alternations[name, language] = self._alternation(name, language)
        return found

    @cached_property
    def _alternations(self) -> dict[tuple[str, str], str]:
        return {}  # those written so far

    def _alternation(self, name: str, language: str) -> str:
        words = {each.text for each in self.of(name.removesuffix("*"), language)}
        if name.endswith("*") and language == "en":
            words |= {form for word in words for form in verb_forms(word)}
        ordered = sorted(words, key=lambda each: (-len(each), each))
        return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else r"(?!)"

    @cached_property
    def _automata(self) -> Mapping[str, tuple[AhoCorasick, Sequence[tuple[Label, ...]]]]:
        return {language: _automaton(self.labels, language) for language in ("en", "zh")}

    def find(self, words: str, language: str) -> Iterator[Hit]:
        """The labels in some words, the longest at each place; a label of Latin letters is a whole word.

        Labels of the other language are found too where Latin letters stand in Chinese words.
        """
        return iter(_hits(self, words, language))


@lru_cache(maxsize=256)
def _hits(vocabulary: Vocabulary, words: str, language: str) -> tuple[Hit, ...]:
    """What `Vocabulary.find` finds; several rules ask for the same sentence."""
    plain = normal(words, language)
    small = plain.lower()
    plain = small if len(small) == len(plain) else plain
    automaton, labels = vocabulary._automata[language]
    found = [
        Hit(start, end, label)
        for pattern, start, end in automaton.find_matches_as_indexes(plain)
        if _is_whole(plain, start, end)
        for label in labels[pattern]
        if not label.is_acronym or words[start:end].isupper()
    ]
    return tuple(found)


def _automaton(labels: Iterable[Label], language: str) -> tuple[AhoCorasick, Sequence[tuple[Label, ...]]]:
    by_text: dict[str, list[Label]] = {}
    for each in labels:
        if each.language == language or (language == "zh" and _LATIN.search(each.text)):
            by_text.setdefault(each.text, []).append(each)
    texts = sorted(by_text)
    kind = AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    return kind, [tuple(sorted(by_text[text])) for text in texts]


def _is_whole(words: str, start: int, end: int) -> bool:
    """Whether no Latin word is cut at either end."""
    before = start > 0 and bool(_LATIN.match(words[start])) and bool(_LATIN.match(words[start - 1]))
    after = end < len(words) and bool(_LATIN.match(words[end - 1])) and bool(_LATIN.match(words[end]))
    return not before and not after


def verb_forms(verb: str) -> tuple[str, ...]:
    """The regular forms of an English verb, the first word of a phrase inflected.

    >>> verb_forms("carry out"), verb_forms("guide")
    (('carry out', 'carries out', 'carried out', 'carrying out'), ('guide', 'guides', 'guided', 'guiding'))
    """
    first, blank, rest = verb.partition(" ")
    if first.endswith("e"):
        forms = (first, f"{first}s", f"{first}d", f"{first[:-1]}ing")
    elif first.endswith("y") and first[-2:-1] not in _VOWEL:
        forms = (first, f"{first[:-1]}ies", f"{first[:-1]}ied", f"{first}ing")
    elif first.endswith(("s", "x", "z", "ch", "sh")):
        forms = (first, f"{first}es", f"{first}ed", f"{first}ing")
    else:
        forms = (first, f"{first}s", f"{first}ed", f"{first}ing")
    return tuple(f"{form}{blank}{rest}" for form in forms)


def vocabulary_of(schemes: Graph, authorities: Authorities) -> Vocabulary:
    """The vocabulary of some concept schemes and authorities; deprecated concepts are left out."""
    labels = {*_labels_of_schemes(schemes), *_labels_of_authorities(authorities)}
    names = {(each.concept, each.language): each.written for each in sorted(labels) if each.strength == "preferred"}
    return Vocabulary(tuple(sorted(labels)), names, frozenset(_public_bodies(authorities)))


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary of the schemes and authorities that come with the program."""
    return read_vocabulary(None)


def read_vocabulary(authorities: Authorities | None) -> Vocabulary:
    """The vocabulary of the shipped schemes, with the authorities of a workspace where there is one."""
    from ontology.authority_files import shipped_authorities

    return vocabulary_of(loading.schemes_graph(), authorities or shipped_authorities(DEFAULT_BASE))


def _public_bodies(authorities: Authorities) -> Iterator[str]:
    for kind in (PG.PublicAgency, PG.PartyOrgan):
        for subject in authorities.graph.subjects(RDF.type, kind):
            yield str(subject).removeprefix(authorities.base)


def _labels_of_schemes(graph: Graph) -> Iterator[Label]:
    for subject in graph.subjects(RDF.type, SKOS.Concept):
        concept = str(subject)
        if graph.value(subject, OWL.deprecated) is None and concept.startswith(_SCHEMES):
            group, _, slug = concept.removeprefix(_SCHEMES).partition("/")
            yield from _labels(graph, URIRef(concept), concept, group, slug)


def _labels_of_authorities(authorities: Authorities) -> Iterator[Label]:
    for key, iri in authorities.iris.items():
        classes = set(authorities.graph.objects(iri, RDF.type))
        group = next((name for kind, name in _GROUPS.items() if kind in classes), "agent")
        yield from _labels(authorities.graph, iri, str(iri).removeprefix(authorities.base), group, key)


def _labels(graph: Graph, subject: URIRef, concept: str, group: str, slug: str) -> Iterator[Label]:
    for predicate, strength in _STRENGTH.items():
        for literal in graph.objects(subject, predicate):
            if isinstance(literal, Literal) and str(literal).strip():
                language = "zh" if (literal.language or "en").startswith("zh") else "en"
                text = normal(str(literal).strip(), language)
                yield Label(text.lower(), language, concept, group, slug, strength, str(literal).strip())

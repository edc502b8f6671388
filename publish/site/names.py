"""What to call a thing: its own labels, those of our vocabulary, ours for the terms of others, or its address."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rdflib import RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ontology.terms import PG, PREFIXES
from publish.site.addresses import Addresses
from publish.site.wording import FOREIGN, TEXTS
from publish.store.interface import Fact, PolicyStore

_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
_ANY_LABEL = frozenset(_LABELS)
_SPAN = re.compile(r"char=(\d+),(\d+)(;position|;quote)?")
_READABLE = {"evidence", "run", "review", "rule"}  # things that have no labels of their own
_KEPT = 20_000  # names in memory; the least used go


class Names:
    """Names in both languages, looked up once and kept: a release does not change."""

    def __init__(self, stores: Sequence[PolicyStore], addresses: Addresses) -> None:
        self._stores = stores
        self._addresses = addresses
        self.labels = lru_cache(maxsize=_KEPT)(self._labels)
        self.position = lru_cache(maxsize=_KEPT)(self._position)

    def name(self, iri: URIRef, language: str) -> tuple[str, str]:
        """The name in this language if there is one, else in another, with the language it is in."""
        return preferred(self.labels(iri), language)

    def _labels(self, iri: URIRef) -> Mapping[str, str]:
        facts = [fact for store in self._stores for fact in store.outgoing(iri) if fact.predicate in _ANY_LABEL]
        for predicate in _LABELS:
            found = {_language(fact): str(fact.object) for fact in reversed(facts) if fact.predicate == predicate}
            if found:
                return found
        if names := FOREIGN.get(str(iri)):
            return dict(zip(("en", "zh"), names, strict=True))
        return self._made_up(iri)

    def _made_up(self, iri: URIRef) -> Mapping[str, str]:
        local, _, fragment = (self._addresses.local(str(iri)) or "").partition("#")
        path, _, identifier = local.removeprefix("id/").partition("/")
        if path in _READABLE and local.startswith("id/"):
            return _in_both(f"named_{path}", id=identifier)
        if path == "text" and identifier:
            return self._part_of_text(str(iri).partition("#")[0], fragment)
        return {"": shortened(str(iri))}

    def _part_of_text(self, text: str, fragment: str) -> Mapping[str, str]:
        facts = [fact for store in self._stores for fact in store.outgoing(URIRef(text))]
        file = next((str(fact.object) for fact in facts if fact.predicate == PG.fileName), text)
        if span := _SPAN.fullmatch(fragment):
            start, end, selector = span.groups(default="")
            return _in_both(f"named_span{selector.replace(';', '_')}", file=file, start=start, end=end)
        return {"": f"{file}, {fragment}" if fragment else file}

    def _position(self, iri: URIRef) -> int | None:
        facts = [fact for fact in self._stores[0].outgoing(iri) if fact.predicate == PG.listPosition and fact.accepted]
        return int(str(facts[0].object)) if facts else None


def _in_both(key: str, **named: str) -> Mapping[str, str]:
    english, chinese = TEXTS[key]
    return {"en": english.format_map(named), "zh": chinese.format_map(named)}


def preferred(labels: Mapping[str, str], language: str) -> tuple[str, str]:
    """The label in this language, else in none or many, else in any, with its language."""
    for wished in (language, "", "mul", "en", "zh"):
        if wished in labels:
            return labels[wished], wished
    found = min(labels)
    return labels[found], found


def shortened(iri: str) -> str:
    """An IRI with the prefix that we use for its vocabulary, or as it is.

    >>> shortened("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _language(fact: Fact) -> str:
    return fact.object.language or "" if isinstance(fact.object, Literal) else ""

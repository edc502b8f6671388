"""What our words mean, with what they are used for: the hierarchy, the shapes that constrain a term, counts, examples.

The counts are those that the release's own description states (VoID), so no page counts anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, Response
from rdflib import OWL, RDF, RDFS, SKOS, VOID, URIRef
from rdflib.term import Node
from werkzeug.exceptions import NotFound

from ontology.terms import ONTOLOGY, SH, SHAPE
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.pages import PageMaker, Value
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording_of_terms import term_wording
from publish.store.interface import Quad

EXAMPLES = 5
_CLASSES = frozenset({OWL.Class})
_PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})
_OF_A_PROPERTY = "SELECT ?subject ?object WHERE {{ ?subject <{term}> ?object }} LIMIT {most}"
_OF_A_CLASS = "SELECT ?thing WHERE {{ ?thing a <{term}> }} LIMIT {most}"


@dataclass(frozen=True, slots=True)
class Branch:
    """A term in the hierarchy: its name, how often it is used, and what is below it."""

    name: Value
    short: str
    count: int
    below: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A shape that a term is constrained by: what it demands, in words."""

    shape: Value
    message: Value | None


@dataclass(frozen=True, slots=True)
class Example:
    """A use of a term in the data."""

    subject: Value
    object: Value | None


@dataclass(frozen=True, slots=True)
class TermDoc:
    """The documentation of one term."""

    iri: str
    short: str
    name: Value
    name_elsewhere: Value | None
    is_class: bool
    definitions: tuple[Value, ...]
    above: tuple[Value, ...]
    below: tuple[Value, ...]
    domain: tuple[Value, ...]
    range: tuple[Value, ...]
    properties: tuple[Value, ...]
    constraints: tuple[Constraint, ...]
    count: int
    examples: tuple[Example, ...]
    query: str


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    terms = Terms(site)
    app.add_url_rule("/terms", view_func=terms.overview, endpoint="terms")
    app.add_url_rule("/terms/<name>", view_func=terms.one, endpoint="term")


class Terms:
    """The routes of the documentation of terms."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def overview(self) -> Response:
        """All classes and properties as trees, each with how often it is used."""
        language = self._site.language()
        trees = [
            (key, tuple(self._tree(kinds, relation, language)))
            for key, kinds, relation in (
                ("classes", _CLASSES, RDFS.subClassOf),
                ("properties", _PROPERTIES, RDFS.subPropertyOf),
            )
        ]
        return self._send("terms.html", language, trees=trees)

    def one(self, name: str) -> Response:
        """One term."""
        term = URIRef(f"{ONTOLOGY}#{name}")
        if term not in self._facts or not self._kinds(term) & (_CLASSES | _PROPERTIES):
            raise NotFound
        language = self._site.language()
        return self._send("term.html", language, doc=self._doc(term, language))

    def _send(self, template: str, language: str, **content: Any) -> Response:
        page = self._site.render(template, language, docs=term_wording(language), **content)
        since = self._site.documents.since(ONTOLOGY)
        return respond(page, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language],
                       modified=max(since.moment, self._site.release.modified))  # fmt: skip

    @cached_property
    def _facts(self) -> Mapping[Node, dict[URIRef, list[Node]]]:
        return _by_subject(self._site.release.ontology)

    @cached_property
    def _shapes(self) -> Mapping[Node, dict[URIRef, list[Node]]]:
        return _by_subject(self._site.release.shapes)

    @cached_property
    def _counts(self) -> Mapping[Node, int]:
        """How often each term is used, as the catalogue of the release has it."""
        catalogue = _by_subject(self._site.release.catalogue)
        found = {}
        for facts in catalogue.values():
            for part, number in ((VOID["class"], VOID.entities), (VOID.property, VOID.triples)):
                if part in facts and number in facts:
                    found[facts[part][0]] = int(str(facts[number][0]))
        return found

    def _kinds(self, term: Node) -> set[Node]:
        return set(self._facts.get(term, {}).get(RDF.type, ()))

    def _ours(self, kinds: frozenset[URIRef]) -> list[URIRef]:
        return [
            term
            for term in self._facts
            if isinstance(term, URIRef) and term.startswith(f"{ONTOLOGY}#") and self._kinds(term) & kinds
        ]

    def _tree(self, kinds: frozenset[URIRef], relation: URIRef, language: str) -> list[Branch]:
        pages, terms = self._site.pages(language), self._ours(kinds)
        above = {term: [each for each in self._facts[term].get(relation, ()) if each in terms] for term in terms}

        def branch(term: URIRef, path: tuple[URIRef, ...]) -> Branch:
            below = [each for each in terms if term in above[each] and each not in path]
            return Branch(
                self._link(term, pages),
                f"pg:{_local(term)}",
                self._counts.get(term, 0),
                tuple(branch(each, (*path, each)) for each in sorted(below)),
            )

        return [branch(term, (term,)) for term in sorted(terms) if not above[term]]

    def _link(self, term: Node, pages: PageMaker) -> Value:
        """A term by its name, with a link to its documentation; terms of others lead to their own."""
        assert isinstance(term, URIRef)
        name = pages.iri(term)
        href = self._site.addresses.path(f"terms/{_local(term)}") if term in self._facts and _local(term) else name.href
        return Value(name.text, name.language, href, str(term))

    def _doc(self, term: URIRef, language: str) -> TermDoc:
        facts, pages = self._facts[term], self._site.pages(language)
        is_class = bool(self._kinds(term) & _CLASSES)
        relation = RDFS.subClassOf if is_class else RDFS.subPropertyOf

        def links(found: list[Node]) -> tuple[Value, ...]:
            return tuple(self._link(URIRef(each), pages) for each in sorted(map(str, found)))

        named = [each for each in self._facts if isinstance(each, URIRef)]
        query = (_OF_A_CLASS if is_class else _OF_A_PROPERTY).format(term=term, most=100)
        return TermDoc(
            iri=str(term),
            short=f"pg:{_local(term)}",
            name=pages.title(term),
            name_elsewhere=pages.title_elsewhere(term),
            is_class=is_class,
            definitions=tuple(pages.value(each) for each in _in_order(facts.get(SKOS.definition, ()), language)),
            above=links([each for each in facts.get(relation, ()) if isinstance(each, URIRef)]),
            below=links([each for each in named if term in self._facts[each].get(relation, ())]),
            domain=links([each for each in facts.get(RDFS.domain, ()) if isinstance(each, URIRef)]),
            range=links([each for each in facts.get(RDFS.range, ()) if isinstance(each, URIRef)]),
            properties=links([each for each in named if term in self._facts[each].get(RDFS.domain, ())]),
            constraints=tuple(self._constraints(term, language, pages)),
            count=self._counts.get(term, 0),
            examples=tuple(self._examples(term, pages, is_class=is_class)),
            query=self._site.addresses.query(query),
        )

    def _constraints(self, term: URIRef, language: str, pages: PageMaker) -> list[Constraint]:
        """The shapes that aim at a class, with those of its properties; or those whose path is a property."""
        aimed = [shape for shape, facts in self._shapes.items() if term in facts.get(SH.targetClass, ())]
        parts = [part for shape in aimed for part in self._shapes[shape].get(SH.property, ())]
        on_path = [shape for shape, facts in self._shapes.items() if term in facts.get(SH.path, ())]
        found = []
        for shape in sorted({*aimed, *parts, *on_path}, key=str):
            if not isinstance(shape, URIRef) or not shape.startswith(str(SHAPE)):
                continue
            messages = _in_order(self._shapes[shape].get(SH.message, ()), language)[:1]
            tree = "quality" if messages else "shape"
            href = self._site.addresses.path(f"{tree}/{shape.removeprefix(str(SHAPE))}")
            name = Value(shape.removeprefix(str(SHAPE)), href=href, iri=str(shape))
            found.append(Constraint(name, pages.value(messages[0]) if messages else None))
        return found

    def _examples(self, term: URIRef, pages: PageMaker, *, is_class: bool) -> list[Example]:
        query = (_OF_A_CLASS if is_class else _OF_A_PROPERTY).format(term=term, most=EXAMPLES)
        rows = list(self._site.store.query(query).rows())
        return [
            Example(pages.value(row[0]), pages.value(row[1]) if len(row) > 1 and row[1] is not None else None)
            for row in rows
            if row[0] is not None
        ]


def _by_subject(quads: list[Quad]) -> dict[Node, dict[URIRef, list[Node]]]:
    found: dict[Node, dict[URIRef, list[Node]]] = {}
    for subject, predicate, value, _ in quads:
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def _in_order(texts: Sequence[Node], language: str) -> list[Node]:
    """Texts in the page's language first."""
    return sorted(texts, key=lambda text: (getattr(text, "language", "") != language, str(text)))


def _local(term: Node) -> str:
    return str(term).partition("#")[2] if str(term).startswith(f"{ONTOLOGY}#") else ""

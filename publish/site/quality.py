"""The rules for the data and the checks of the vocabulary: a page for each, made from its own head or message.

All of it comes from the release: its shapes, its checks, and the report of its validation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, Response
from rdflib import RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node
from werkzeug.exceptions import NotFound

from ontology.quality import Check
from ontology.terms import SH, SHAPE
from publish.site.dereferencing import Dereferencing
from publish.site.document import write
from publish.site.formats import HTML, TURTLE
from publish.site.languages import LANGUAGES, PAGE_TAG
from publish.site.pages import PageMaker, Value
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import wording
from publish.store.interface import Quad

FINDINGS_SHOWN = 200
REPORT = "report/report.html"
_CLAUSES = {"en": (": ", "."), "zh": ("：", "。")}  # parts what is wrong from what to do; ends a sentence
Facts = Mapping[URIRef, list[Node]]  # about one subject, by predicate


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule or check: what is wrong, what to do, how bad it is, who else asks it, and how often it is broken."""

    title: Value
    number: str
    level: Value
    level_key: str
    problem: Value
    solution: Value
    source: str
    found: int | None = None  # None where it is not asked of a release


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks a rule in this release."""

    thing: Value
    property: Value | None
    value: Value | None
    message: Value


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page about one rule or check."""

    rule: Rule
    text: str  # the query, or the shape in Turtle
    iri: Value | None = None
    elsewhere: tuple[Value, ...] = ()  # what is wrong and what to do, in the other language
    findings: tuple[Finding, ...] = ()


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Quality(site)
    app.add_url_rule("/quality", view_func=routes.overview)
    app.add_url_rule("/quality/<name>", view_func=routes.one)


class Quality:
    """The routes about quality."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def overview(self) -> Response:
        """Every rule and every check, what is broken first."""
        language, release = self._site.language(), self._site.release
        rules = [self._rule(iri, language) for iri in self._rules]
        checks = [self._check(check, language) for check in release.checks]
        report = self._site.addresses.path(f"{release.local}/{REPORT}") if release.has(REPORT) else None
        body = self._site.render(
            "quality.html",
            language,
            rules=sorted(rules, key=lambda rule: (not rule.found, rule.number, rule.title.text)),
            checks=sorted(checks, key=lambda rule: rule.title.text),
            report=report,
        )
        return self._respond(body, language)

    def one(self, name: str) -> Response:
        """One rule or check."""
        language = self._site.language()
        check = next((each for each in self._site.release.checks if each.name == name), None)
        if check:
            page = RulePage(self._check(check, language), check.text)
        elif SHAPE[name] in self._rules:
            page = self._page(SHAPE[name], language)
        else:
            raise NotFound
        return self._respond(self._site.render("rule.html", language, page=page), language)

    def _respond(self, body: str, language: str) -> Response:
        return respond(
            body,
            HTML.content_type,
            vary=["Accept-Language"],
            language=PAGE_TAG[language],
            modified=self._site.release.modified,
        )

    @cached_property
    def _shapes(self) -> dict[Node, dict[URIRef, list[Node]]]:
        return _by_subject(self._site.release.shapes)

    @cached_property
    def _rules(self) -> dict[URIRef, Facts]:
        """What the release says of each shape that has a message."""
        return {
            iri: facts for iri, facts in sorted(self._shapes.items()) if SH.message in facts and isinstance(iri, URIRef)
        }

    @cached_property
    def _classes(self) -> dict[Node, Node]:
        """The shape of a class that each property shape belongs to."""
        return {part: shape for shape, facts in self._shapes.items() for part in facts.get(SH.property, ())}

    @cached_property
    def _results(self) -> dict[Node, list[Facts]]:
        """The results of the validation by shape, as the report has them."""
        found: dict[Node, list[Facts]] = {}
        results = _by_subject(self._site.release.report)
        for _, facts in sorted(results.items(), key=lambda item: _place(item[0])):
            for shape in facts.get(SH.sourceShape, ()):
                found.setdefault(shape, []).append(facts)
        return found

    def _check(self, check: Check, language: str) -> Rule:
        tag = self._site.pages(language).tag("en")
        return Rule(
            title=Value(check.title, tag, self._site.addresses.path(f"quality/{check.name}")),
            number="",
            level=Value(wording(language)[f"level_{check.level}"]),
            level_key=check.level,
            problem=Value(_sentence(check.problem), tag),
            solution=Value(_sentence(check.solution), tag),
            source=check.source,
        )

    def _rule(self, iri: URIRef, language: str) -> Rule:
        facts, pages = self._rules[iri], self._site.pages(language)
        problem, solution = _message(facts, language, pages)
        severity = URIRef(str(facts[SH.severity][0]))
        title = self._title(iri, pages)
        return Rule(
            title=Value(title.text, title.language, self._site.addresses.path(f"quality/{_name(iri)}")),
            number=str(facts[DCTERMS.identifier][0]),
            level=pages.title(severity),
            level_key=str(severity).removeprefix(str(SH)).lower(),
            problem=problem,
            solution=solution,
            source="policygraph",
            found=len(self._results.get(iri, ())),
        )

    def _title(self, iri: URIRef, pages: PageMaker) -> Value:
        """Its label; else the names of the class and the property that it is about."""
        if RDFS.label in self._rules[iri]:
            return pages.title(iri)
        about = [self._classes.get(iri), *self._rules[iri].get(SH.path, ())]
        return Value(" · ".join(pages.title(each).text for each in about if isinstance(each, URIRef)) or _name(iri))

    def _page(self, iri: URIRef, language: str) -> RulePage:
        pages = self._site.pages(language)
        other = next(each for each in LANGUAGES if each != language)
        found = self._results.get(iri, [])[:FINDINGS_SHOWN]
        return RulePage(
            rule=self._rule(iri, language),
            text=self._text(iri),
            iri=Value(str(iri), href=self._site.addresses.href(iri)),
            elsewhere=tuple(part for part in _message(self._rules[iri], other, pages) if part.text),
            findings=tuple(_finding(facts, language, pages) for facts in found),
        )

    def _text(self, iri: URIRef) -> str:
        """The query of a rule, or else its Turtle."""
        for query in self._rules[iri].get(SH.select, ()):
            return str(query)
        return write(Dereferencing(self._site).closure(iri), TURTLE, str(iri)).decode()


def _by_subject(quads: Iterable[Quad]) -> dict[Node, dict[URIRef, list[Node]]]:
    found: dict[Node, dict[URIRef, list[Node]]] = {}
    for subject, predicate, term, _ in quads:
        found.setdefault(subject, {}).setdefault(predicate, []).append(term)
    return found


def _place(result: Node) -> tuple[int, str]:
    """Results are numbered: the tenth comes after the ninth."""
    number = str(result).rpartition(":")[2]
    return int(number) if number.isdecimal() else 0, str(result)


def _message(facts: Facts, language: str, pages: PageMaker) -> tuple[Value, Value]:
    """What is wrong, and what to do about it, in a language."""
    clause, stop = _CLAUSES[language]
    problem, mark, solution = _in(facts.get(SH.message, ()), language).partition(clause)
    tag = pages.tag(language)
    return Value(_sentence(problem) + (stop if mark else ""), tag), Value(_sentence(solution), tag)


def _finding(facts: Facts, language: str, pages: PageMaker) -> Finding:
    path, value = (next(iter(facts.get(predicate, ())), None) for predicate in (SH.resultPath, SH.value))
    return Finding(
        thing=pages.value(facts[SH.focusNode][0]),
        property=pages.value(path) if path else None,
        value=pages.value(value) if value else None,
        message=Value(_in(facts.get(SH.resultMessage, ()), language)),
    )


def _in(texts: Iterable[Node], language: str) -> str:
    return next((str(text) for text in texts if isinstance(text, Literal) and text.language == language), "")


def _name(iri: URIRef) -> str:
    return str(iri).removeprefix(str(SHAPE))


def _sentence(text: str) -> str:
    """Text that begins with a capital letter, unless that would change a term or an IRI.

    >>> _sentence("add the evidence."), _sentence("rdfs:label repeats it.")
    ('Add the evidence.', 'rdfs:label repeats it.')
    """
    return text if ":" in text.partition(" ")[0] else text[:1].upper() + text[1:]

"""The shapes and questions of this folder, read, and checked before they are used.

`*.ttl` are the shapes for the default graph alone (SHACL Core), `dataset/*.ttl` those for the whole dataset, and
`queries/*.rq` the questions that are asked of all things at once. Shapes come from here and nowhere else: a
validation takes no shapes as argument.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Store
from rdflib import Graph, Literal, Node, URIRef
from rdflib.collection import Collection
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from ontology.errors import ValidationError
from ontology.terms import DCTERMS, PREFIXES, RDF, RDFS, SH, SHAPE
from shapes.findings import Severity

HERE = Path(__file__).parent
HEADER = re.compile(r"# (?P<key>Id|Shape|Severity|Message-en|Message-zh|Needs): (?P<text>.+)")
Homes: TypeAlias = dict[Node, str]  # the file that each shape stands in
FORBIDDEN = re.compile(r"\b(MINUS|VALUES|SERVICE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule for good data, as a report speaks of it: number, severity, and what to do, in two languages."""

    iri: str
    identifier: str
    severity: Severity
    message_en: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that one query answers for the whole dataset at once; `needs` tells which words it looks at.

    `needs` is "" (none), "words" (those of spans, from the archive or quoted in the data) or "archive".
    """

    constraint: Constraint
    title: str
    query: str
    needs: str
    file: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that good data has to satisfy."""

    default: Graph
    dataset: Graph
    questions: tuple[Question, ...]
    constraints: dict[str, Constraint]


@cache
def catalogue() -> Catalogue:
    """The rules of this folder. Raises `ValidationError` when one of them cannot be used."""
    return read_catalogue(HERE)


def read_catalogue(folder: Path) -> Catalogue:
    """The rules of a folder laid out like this one.

    Raises `ValidationError` naming the file: syntax, a regular expression that does not compile, a shape that asks
    for itself, a query of a forbidden kind, a message or number that is missing, an IRI that two rules have.
    """
    homes: Homes = {}
    default = _read_shapes(sorted(folder.glob("*.ttl")), homes)
    dataset = _read_shapes(sorted((folder / "dataset").glob("*.ttl")), homes)
    questions = tuple(_read_question(path) for path in sorted((folder / "queries").glob("*.rq")))
    constraints: dict[str, Constraint] = {}
    for constraint, file in (
        *_constraints(default, homes),
        *_constraints(dataset, homes),
        *((question.constraint, question.file) for question in questions),
    ):
        if constraint.iri in constraints:
            raise ValidationError(f"two rules have this IRI: {constraint.iri}", where=file, fix="Rename one of them.")
        constraints[constraint.iri] = constraint
    return Catalogue(default, dataset, questions, constraints)


def shapes_graph() -> Graph:
    """All rules as RDF, for publishing."""
    rules = catalogue()
    return rules.default + rules.dataset + questions_graph()


def questions_graph() -> Graph:
    """The questions of the whole dataset as RDF: each is described as a `sh:SPARQLConstraint`."""
    graph = Graph(bind_namespaces="none")
    graph.bind("shape", SHAPE)
    for prefix in ("dcterms", "rdfs", "sh"):
        graph.bind(prefix, PREFIXES[prefix])
    for question in catalogue().questions:
        this = URIRef(question.constraint.iri)
        graph.add((this, RDF.type, SH.SPARQLConstraint))
        graph.add((this, DCTERMS.identifier, Literal(question.constraint.identifier)))
        graph.add((this, RDFS.label, Literal(question.title, lang="en")))
        graph.add((this, SH.severity, SH[question.constraint.severity]))
        graph.add((this, SH.message, Literal(question.constraint.message_en, lang="en")))
        graph.add((this, SH.message, Literal(question.constraint.message_zh, lang="zh")))
        graph.add((this, SH.select, Literal(question.query)))
    return graph


def _read_shapes(paths: Iterable[Path], homes: Homes) -> Graph:
    """The shapes of these files as one graph; `homes` gets the file of each."""
    graph = Graph()
    for path in paths:
        part = Graph()
        try:
            part.parse(path, format="turtle")
        except (BadSyntax, ParserError, UnicodeDecodeError, IndexError) as error:  # the last: a file cut short
            raise ValidationError(f"not Turtle ({error})", where=str(path), fix="Mend the file.") from error
        homes.update(dict.fromkeys(part.subjects(), str(path)))
        graph += part
    _refuse_bad_patterns(graph, homes)
    _refuse_forbidden_features(graph, homes)
    _refuse_bad_queries(graph, homes)
    _refuse_recursion(graph, homes)
    return graph


def _refuse_bad_patterns(graph: Graph, homes: Homes) -> None:
    for shape, pattern in graph.subject_objects(SH.pattern):
        try:
            re.compile(str(pattern))
        except re.error as error:
            raise ValidationError(
                f"the regular expression {pattern} of {_name(shape)} does not compile ({error})",
                where=homes[shape],
                fix="Mend sh:pattern.",
            ) from error


def _refuse_forbidden_features(graph: Graph, homes: Homes) -> None:
    for constraint, query in graph.subject_objects(SH.select):
        if found := FORBIDDEN.search(str(query)):
            raise ValidationError(
                f"a SHACL query may not use {found[0]}",
                where=homes[constraint],
                fix="Use FILTER … IN or FILTER NOT EXISTS, or make it a file in queries/.",
            )
    for predicate in (SH.js, SH.rule, SH.target):
        for shape in graph.subjects(predicate):
            raise ValidationError(
                f"{_name(shape)} uses {predicate}, which is not used here",
                where=homes[shape],
                fix="Say it in SHACL Core, or as a query.",
            )


def _refuse_bad_queries(graph: Graph, homes: Homes) -> None:
    declared = {
        str(graph.value(each, SH.prefix)): str(graph.value(each, SH.namespace))
        for each in graph.objects(None, SH.declare)
    }
    for constraint, query in graph.subject_objects(SH.select):
        try:
            Store().query(str(query), prefixes=declared)
        except SyntaxError as error:
            raise ValidationError(
                f"the query of {_name(constraint)} is not SPARQL ({error})", where=homes[constraint], fix="Mend it."
            ) from error


def _refuse_recursion(graph: Graph, homes: Homes) -> None:
    """A shape that asks for itself has no defined meaning: https://www.w3.org/TR/shacl/#shapes-recursion."""
    done: set[Node] = set()

    def walk(shape: Node, above: tuple[Node, ...]) -> None:
        if shape in above:
            circle = " → ".join(_name(each) for each in (*above, shape))
            raise ValidationError(f"a shape asks for itself ({circle})", where=homes[shape], fix="Break the circle.")
        if shape not in done:
            for part in _parts(graph, shape):
                walk(part, (*above, shape))
            done.add(shape)

    for shape in sorted(set(graph.subjects()), key=str):
        walk(shape, ())


def _name(shape: Node) -> str:
    return str(shape).removeprefix(str(SHAPE))


def _parts(graph: Graph, shape: Node) -> Iterator[Node]:
    for predicate in (SH.node, SH.property, SH["not"], SH.qualifiedValueShape):
        yield from graph.objects(shape, predicate)
    for predicate in (SH["or"], SH["and"], SH.xone):
        for members in graph.objects(shape, predicate):
            yield from Collection(graph, members)


def _constraints(graph: Graph, homes: Homes) -> Iterator[tuple[Constraint, str]]:
    for shape in sorted(set(graph.subjects(SH.message)), key=str):
        messages = {text.language: str(text) for text in graph.objects(shape, SH.message) if isinstance(text, Literal)}
        severity = str(graph.value(shape, SH.severity) or "").removeprefix(str(SH))
        identifier = str(graph.value(shape, DCTERMS.identifier) or "")
        yield _constraint(str(shape), identifier, severity, messages, homes[shape]), homes[shape]


def _constraint(iri: str, identifier: str, severity: str, messages: dict[str | None, str], file: str) -> Constraint:
    if set(messages) != {"en", "zh"} or severity not in list(Severity) or not identifier:
        raise ValidationError(
            f"number, severity, or a message in en and zh is missing: {iri}",
            where=file,
            fix="Give it dcterms:identifier, sh:severity, and sh:message in en and in zh.",
        )
    return Constraint(iri, identifier, Severity(severity), messages["en"], messages["zh"])


def _read_question(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValidationError(f"not UTF-8 ({error})", where=str(path), fix="Save the file as UTF-8.") from error
    lines = text.splitlines()
    header = {match["key"]: match["text"] for line in lines if (match := HEADER.fullmatch(line))}
    iri = str(SHAPE[header.get("Shape", path.stem)])
    messages: dict[str | None, str] = {
        key.removeprefix("Message-"): value for key, value in header.items() if key.startswith("Message-")
    }
    constraint = _constraint(iri, header.get("Id", ""), header.get("Severity", ""), messages, str(path))
    return Question(constraint, lines[0].removeprefix("# "), text, header.get("Needs", ""), str(path))

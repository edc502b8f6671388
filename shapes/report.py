"""The report of a validation, for a person who knows no SHACL: as text, as a page, and as the standard's RDF.

Each finding shows the thing by its label, what is wrong, what to do, and the words it rests on with file and offsets.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from pyoxigraph import Literal as OxigraphLiteral
from pyoxigraph import QuerySolutions, Store
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.util import from_n3

from ontology.terms import PREFIXES, SH
from shapes.findings import Finding, Report, Severity

WORDS_SHOWN = 3  # per finding; more would bury the message
NAMES = {
    Severity.VIOLATION: ("Violation", "违规"),
    Severity.WARNING: ("Warning", "警告"),
    Severity.INFO: ("Note", "提示"),
}
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
THIS = "urn:policygraph:report"
BLANK = "urn:policygraph:blank-node"  # no result has a blank node: nobody could tell which one it is
PREMISES = "premises"  # stands for a property where words are only behind what a statement was derived from
Place: TypeAlias = tuple[str, str | None]  # a thing, and a property of it or None


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of an article that a thing rests on: quoted whole, or by their first and last; with their place."""

    file: str
    start: int
    end: int
    quote: str

    def __str__(self) -> str:
        return f"“{self.quote}” — {self.file}, {self.start}–{self.end}"


def to_text(report: Report, dataset: Store) -> str:
    """The report in plain lines, worst first; `dataset` is what was validated."""
    labels, words = _labels(report, dataset), _words(report, dataset)
    lines = [*_summary(report), ""]
    for finding in report:
        lines.append(f"{NAMES[finding.severity][0]} {finding.identifier}: {_name(finding, labels)}")
        lines += [f"  {finding.message_en}", f"  {finding.message_zh}"]
        lines += [f"  {line}" for line in _details(finding, labels)]
        lines += [f"  rests on {each}" for each in _shown(finding, words)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def to_html(report: Report, dataset: Store) -> str:
    """The report as one page that needs no script and no other file."""
    labels, words = _labels(report, dataset), _words(report, dataset)
    items = "\n".join(_item(finding, labels, _shown(finding, words)) for finding in report)
    body = f"<ol>\n{items}\n</ol>" if items else '<p>Nothing to report. <span lang="zh">没有问题。</span></p>'
    english, chinese = map(escape, _summary(report))
    return _PAGE.format(english=english, chinese=chinese, body=body)


def to_turtle(report: Report) -> str:
    """The report as the standard has it (SHACL, section 3.6), in Turtle, without blank nodes."""
    return _graph(report).serialize(format="turtle")


def _graph(report: Report) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix in ("sh", "pg", "rdf", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    this = URIRef(THIS)
    graph.add((this, RDF.type, SH.ValidationReport))
    graph.add((this, SH.conforms, Literal(report.conforms, datatype=XSD.boolean)))
    for number, finding in enumerate(report, start=1):
        result = URIRef(f"{this}:{number}")
        graph.add((this, SH.result, result))
        for predicate, value in _result(finding):
            graph.add((result, predicate, value))
    return graph


def _result(finding: Finding) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(finding.focus if _is_iri(finding.focus) else BLANK)
    yield SH.sourceShape, URIRef(finding.shape)
    yield SH.sourceConstraintComponent, URIRef(finding.component)
    yield SH.resultSeverity, URIRef(SH[finding.severity.value])
    yield SH.resultMessage, Literal(finding.message_en, lang="en")
    yield SH.resultMessage, Literal(finding.message_zh, lang="zh")
    if finding.path and _is_iri(finding.path):
        yield SH.resultPath, URIRef(finding.path)
    if finding.value:
        value = from_n3(finding.value)
        if isinstance(value, URIRef | Literal):
            yield SH.value, value


def _summary(report: Report) -> tuple[str, str]:
    """The verdict and the counts, in English and in Chinese."""
    english = [
        f"{count} {NAMES[severity][0].lower()}{'' if count == 1 else 's'}" for severity, count in report.counts.items()
    ]
    chinese = [f"{count} 项{NAMES[severity][1]}" for severity, count in report.counts.items()]
    verdict = ("The data is good", "数据合格") if report.conforms else ("The data cannot be published", "数据不能发布")
    return f"{verdict[0]}: {', '.join(english)}.", f"{verdict[1]}：{'，'.join(chinese)}。"


def _name(finding: Finding, labels: Mapping[str, str]) -> str:
    label = labels.get(finding.focus)
    return f"{label} <{finding.focus}>" if label else f"<{finding.focus}>"


def _details(finding: Finding, labels: Mapping[str, str]) -> Iterator[str]:
    if finding.path:
        yield f"property {_short(finding.path)}"
    if finding.value:
        label = labels.get(finding.value.strip("<>"))
        yield f"value {label} {finding.value}" if label else f"value {finding.value}"


def _short(iri: str) -> str:
    """A term by its prefix, where we have one: pg:issuedBy."""
    found = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    namespace, prefix = max(found, default=("", ""))
    return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else f"<{iri}>"


def _item(finding: Finding, labels: Mapping[str, str], words: Sequence[Words]) -> str:
    english, chinese = NAMES[finding.severity]
    quotes = "".join(f"<li>{escape(str(each))}</li>" for each in words)
    details = "".join(f"<br><code>{escape(line)}</code>" for line in _details(finding, labels))
    return (
        f'<li class="{english.lower()}"><strong>{english} <span lang="zh">{chinese}</span> '
        f"{escape(finding.identifier)}</strong> {escape(labels.get(finding.focus, ''))} {_link(finding.focus)}"
        f'<p>{escape(finding.message_en)}<br><span lang="zh">{escape(finding.message_zh)}</span>{details}</p>'
        + (f"<ul>{quotes}</ul>" if quotes else "")
        + "</li>"
    )


def _link(focus: str) -> str:
    shown = f"<code>{escape(focus)}</code>"
    return f'<a href="{escape(focus)}">{shown}</a>' if re.match("https?:", focus) and _is_iri(focus) else shown


def _shown(finding: Finding, words: Mapping[Place, set[Words]]) -> Sequence[Words]:
    """The words behind the very statement, else those behind the thing, else those behind what it follows from."""
    for property_ in (finding.path, None, PREMISES):
        if found := words.get((finding.focus, property_)):
            return sorted(found)[:WORDS_SHOWN]
    return ()


def _labels(report: Report, dataset: Store) -> dict[str, str]:
    """The names of the things reported, and of values that are things.

    Evidence has no name, and is called after what it speaks about.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    values = {finding.value[1:-1] for finding in report if finding.value and finding.value.startswith("<")}
    for focus, name in _rows(_NAMES, {finding.focus for finding in report} | values, dataset):
        if isinstance(name, OxigraphLiteral):
            found.setdefault(focus.value, set()).add((name.language or "", name.value))
    return {focus: " · ".join(name for _, name in sorted(names)) for focus, names in found.items()}


def _words(report: Report, dataset: Store) -> dict[Place, set[Words]]:
    """The words behind each thing reported, and behind each of its properties."""
    found: dict[Place, set[Words]] = {}
    foci = {finding.focus for finding in report}
    for focus, path, premises, file, start, end, exact, opens, closes in _rows(_EVIDENCE, foci, dataset):
        quote = exact.value if exact else f"{opens.value} … {closes.value}" if opens and closes else "…"
        words = Words(file.value, int(start.value), int(end.value), quote)
        found.setdefault((focus.value, PREMISES if premises else None), set()).add(words)
        if path:
            found.setdefault((focus.value, path.value), set()).add(words)
    return found


def _rows(query: str, foci: Set[str], dataset: Store) -> QuerySolutions:
    iris = " ".join(f"<{focus}>" for focus in sorted(foci) if _is_iri(focus))
    rows = dataset.query(query.replace("FOCI", iris), prefixes=PREFIXES)
    assert isinstance(rows, QuerySolutions)
    return rows


def _is_iri(focus: str) -> bool:
    return IRI.fullmatch(focus) is not None


_NAMES = """
SELECT DISTINCT ?focus ?name {  # the foci in each branch: else a large store is searched through for all names
  { VALUES ?focus { FOCI } ?focus skos:prefLabel ?name }
  UNION
  { VALUES ?focus { FOCI } GRAPH ?focus { ?thing ?property ?value } ?thing skos:prefLabel ?name }
}"""

_EVIDENCE = """
SELECT ?focus ?path ?premises ?file ?start ?end ?exact ?opens ?closes {
  { SELECT DISTINCT ?focus ?path ?premises ?span {
    {  # a thing that evidence speaks about
      VALUES ?focus { FOCI }
      GRAPH ?evidence { ?focus ?path ?value }
      ?evidence oa:hasTarget ?span
    } UNION {  # a thing that follows from what such evidence says
      VALUES ?focus { FOCI }
      GRAPH ?evidence { ?focus ?path ?value }
      ?evidence prov:wasDerivedFrom+/oa:hasTarget? ?span
      BIND(true AS ?premises)
    } UNION {  # evidence, or a span
      VALUES ?focus { FOCI }
      ?focus prov:wasDerivedFrom*/oa:hasTarget? ?span
    } UNION {  # the position or the quote of a span
      VALUES ?focus { FOCI }
      ?span oa:hasSelector ?focus
    }
  } }
  ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?span oa:hasSelector/oa:exact ?exact }
  OPTIONAL { ?span pg:opensWith ?opens ; pg:closesWith ?closes }
}"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Validation report</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }}
li {{ margin-bottom: 1rem; padding-left: .75rem; border-left: .25rem solid #1d6fa5; }}
li li {{ border: 0; margin: 0; padding: 0; }}
li.violation {{ border-color: #b3261e; }}
li.warning {{ border-color: #b26a00; }}
code {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>Validation report <span lang="zh">校验报告</span></h1>
<p>{english} <span lang="zh">{chinese}</span></p>
{body}
</body>
</html>
"""

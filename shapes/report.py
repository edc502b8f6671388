"""The report of a validation, for a person who knows no SHACL: as text, as a page, and as the standard's RDF.

Each finding shows the thing by its label, what is wrong, what to do, and the words it rests on with file and offsets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from pyoxigraph import Literal as OxigraphLiteral
from pyoxigraph import NamedNode, QuerySolutions, Store
from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.util import from_n3

from ontology.terms import OA, PG, PREFIXES, SH
from shapes.findings import Finding, Report, Severity

WORDS_SHOWN = 3  # per finding; more would bury the message
NAMES = {
    Severity.VIOLATION: ("Violation", "违规"),
    Severity.WARNING: ("Warning", "警告"),
    Severity.INFO: ("Note", "提示"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article that a thing rests on: quoted whole, or by their first and last; with their place."""

    quote: str
    file: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"“{self.quote}” — {self.file}, {self.start}–{self.end}"


def to_text(report: Report, dataset: Store) -> str:
    """The report in plain lines, worst first; `dataset` is what was validated."""
    labels, words = _labels(report, dataset), _words(report, dataset)
    lines = [_summary(report), ""]
    for finding in report:
        lines.append(f"{NAMES[finding.severity][0]} {finding.identifier}: {_name(finding, labels)}")
        lines += [f"  {finding.message_en}", f"  {finding.message_zh}"]
        lines += [f"  {line}" for line in _details(finding)]
        lines += [f"  rests on {each}" for each in _shown(finding, words)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def to_html(report: Report, dataset: Store) -> str:
    """The report as one page that needs no script and no other file."""
    labels, words = _labels(report, dataset), _words(report, dataset)
    items = "\n".join(_item(finding, labels, _shown(finding, words)) for finding in report)
    body = f"<ol>\n{items}\n</ol>" if items else '<p>Nothing to report. <span lang="zh">没有问题。</span></p>'
    return _PAGE.format(summary=escape(_summary(report)), body=body)


def to_turtle(report: Report) -> str:
    """The report as the standard has it (SHACL, section 3.6), in Turtle, without blank nodes."""
    return _graph(report).serialize(format="turtle")


def _graph(report: Report) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix in ("sh", "pg", "rdf", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    this = URIRef("urn:policygraph:report")
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
    yield SH.focusNode, URIRef(finding.focus)
    yield SH.sourceShape, URIRef(finding.shape)
    yield SH.resultSeverity, URIRef(SH[finding.severity.value])
    yield SH.resultMessage, Literal(finding.message_en, lang="en")
    yield SH.resultMessage, Literal(finding.message_zh, lang="zh")
    if finding.path and ":" in finding.path:
        yield SH.resultPath, URIRef(finding.path)
    if finding.value:
        value = from_n3(finding.value)
        if isinstance(value, URIRef | Literal):
            yield SH.value, value


def _summary(report: Report) -> str:
    counted = [f"{number} {NAMES[severity][0].lower()}s" for severity, number in report.counts.items()]
    verdict = "The data is good" if report.conforms else "The data cannot be published"
    return f"{verdict}: {', '.join(counted)}."


def _name(finding: Finding, labels: Mapping[str, str]) -> str:
    label = labels.get(finding.focus)
    return f"{label} <{finding.focus}>" if label else f"<{finding.focus}>"


def _details(finding: Finding) -> Iterator[str]:
    if finding.path:
        yield f"property {_short(finding.path)}"
    if finding.value:
        yield f"value {finding.value}"


def _short(iri: str) -> str:
    """A term by its prefix, where we have one: pg:issuedBy."""
    found = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    namespace, prefix = max(found, default=("", ""))
    return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else f"<{iri}>"


def _item(finding: Finding, labels: Mapping[str, str], words: Sequence[Words]) -> str:
    english, chinese = NAMES[finding.severity]
    focus = escape(finding.focus)
    quotes = "".join(f"<li>{escape(str(each))}</li>" for each in words)
    details = "".join(f"<br><code>{escape(line)}</code>" for line in _details(finding))
    return (
        f'<li class="{english.lower()}"><strong>{english} <span lang="zh">{chinese}</span> '
        f"{escape(finding.identifier)}</strong> {escape(labels.get(finding.focus, ''))} <code>{focus}</code>"
        f'<p>{escape(finding.message_en)}<br><span lang="zh">{escape(finding.message_zh)}</span>{details}</p>'
        + (f"<ul>{quotes}</ul>" if quotes else "")
        + "</li>"
    )


def _shown(finding: Finding, words: Mapping[tuple[str, str | None], list[Words]]) -> Sequence[Words]:
    """The words behind the very statement, else those behind the thing."""
    return (words.get((finding.focus, finding.path)) or words.get((finding.focus, None), []))[:WORDS_SHOWN]


def _labels(report: Report, dataset: Store) -> dict[str, str]:
    found = {}
    for iri in sorted({finding.focus for finding in report}):
        if _is_iri(iri):
            terms = [quad.object for quad in dataset.quads_for_pattern(NamedNode(iri), NamedNode(SKOS.prefLabel), None)]
            names = sorted({(term.language or "", term.value) for term in terms if isinstance(term, OxigraphLiteral)})
            found[iri] = " · ".join(name for _, name in names)
    return found


def _words(report: Report, dataset: Store) -> dict[tuple[str, str | None], list[Words]]:
    """The words behind each thing reported, and behind each of its properties: by (thing, property or None)."""
    foci = " ".join(f"<{iri}>" for iri in sorted({each.focus for each in report}) if _is_iri(iri))
    rows = dataset.query(_EVIDENCE.replace("FOCI", foci))
    assert isinstance(rows, QuerySolutions)
    found: dict[tuple[str, str | None], set[tuple[str, int, int, str]]] = {}
    for focus, path, file, start, end, exact, opens, closes in rows:
        quote = exact.value if exact else f"{opens.value} … {closes.value}" if opens and closes else "…"
        for key in ((focus.value, path.value), (focus.value, None)):
            found.setdefault(key, set()).add((file.value, int(start.value), int(end.value), quote))
    return {
        key: [Words(quote, file, start, end) for file, start, end, quote in sorted(rows)] for key, rows in found.items()
    }


def _is_iri(focus: str) -> bool:
    return ":" in focus and not focus.startswith("_:")


_EVIDENCE = f"""
SELECT ?focus ?path ?file ?start ?end ?exact ?opens ?closes WHERE {{
  VALUES ?focus {{ FOCI }}
  GRAPH ?evidence {{ ?focus ?path ?value }}
  ?evidence <{OA.hasTarget}> ?span .
  ?span <{OA.hasSource}>/<{PG.fileName}> ?file ; <{OA.hasSelector}> ?position .
  ?position <{OA.start}> ?start ; <{OA.end}> ?end .
  OPTIONAL {{ ?span <{OA.hasSelector}> ?quote . ?quote <{OA.exact}> ?exact }}
  OPTIONAL {{ ?span <{PG.opensWith}> ?opens ; <{PG.closesWith}> ?closes }}
}}"""

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
<p>{summary}</p>
{body}
</body>
</html>
"""

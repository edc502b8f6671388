"""What the rules of good data found, as a table: in plain words of both languages, with the words each is about."""

from dataclasses import dataclass

from rdflib import Literal
from rdflib.term import Node

from ontology.terms import SH, SHAPE
from publish.release.readings import Held, alive
from publish.store.interface import Quad
from publish.store.table import Row
from publish.store.writing import parse

FINDINGS = ("severity", "rule", "subject", "predicate", "object", "message_en", "message_zh", "evidence", "span")
Grounds = dict[tuple[str, str], tuple[str, str]]  # of a thing and a property (or none): evidence and span


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the validation."""

    severity: str
    rule: str
    focus: str
    path: str
    value: str
    message_en: str
    message_zh: str

    def row(self, grounds: Grounds) -> Row:
        """The finding with the words it is about: those of the property, else the first about the thing."""
        place = grounds.get((self.focus, self.path)) or grounds.get((self.focus, "")) or ("", "")
        said = self.message_en, self.message_zh
        return self.severity, self.rule, self.focus, self.path, self.value, *said, *place


def findings(report: bytes) -> list[Finding]:
    """The findings in a report, the gravest first."""
    by_result: dict[Node, list[Quad]] = {}
    for each in parse(report, "text/turtle") if report else ():
        by_result.setdefault(each[0], []).append(each)
    found = [_finding(quads) for quads in by_result.values() if any(each[1] == SH.focusNode for each in quads)]
    order = ("Violation", "Warning", "Info")
    return sorted(found, key=lambda each: (order.index(each.severity), each.rule, each.focus, each.message_en))


def note_grounds(held: Held, grounds: Grounds) -> None:
    """Keep the first words that a statement rests on, for its property and for its thing."""
    for each in alive(held.evidence):
        if each.spans:
            grounds.setdefault((held.subject, held.predicate), (each.iri, each.spans[0]))
            grounds.setdefault((held.subject, ""), (each.iri, each.spans[0]))


def _finding(quads: list[Quad]) -> Finding:
    def one(predicate: Node, language: str | None = None) -> str:
        found = (o for _, p, o, _ in quads if p == predicate)
        return next((str(o) for o in found if not language or (isinstance(o, Literal) and o.language == language)), "")

    value = next((o for _, p, o, _ in quads if p == SH.value), None)
    return Finding(
        severity=one(SH.resultSeverity).removeprefix(str(SH)),
        rule=one(SH.sourceShape).removeprefix(str(SHAPE)),
        focus=one(SH.focusNode),
        path=one(SH.resultPath),
        value=value.n3() if value is not None else "",
        message_en=one(SH.resultMessage, "en"),
        message_zh=one(SH.resultMessage, "zh"),
    )

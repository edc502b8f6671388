"""What a validation says: findings, one per fault, and the report that holds them in one order."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from ontology.errors import ValidationError
from ontology.terms import SH


class Severity(StrEnum):
    """How bad a finding is, from https://www.w3.org/TR/shacl/#severity. Only a violation stops a release."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one thing.

    `shape` is the IRI of the constraint, `identifier` its number in the list of shapes (S06); `focus` is the IRI of
    the thing, `path` the IRI of the property (None when the whole thing is meant), `value` the value in N-Triples
    spelling, `component` the IRI of the part of SHACL that was broken.
    """

    shape: str
    identifier: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message_en: str
    message_zh: str
    component: str = str(SH.SPARQLConstraintComponent)  # what every question is

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, str]:
        """Worst first, then by number and thing: the same findings always stand in the same order."""
        rank = list(Severity).index(self.severity)
        return (rank, self.identifier, self.shape, self.focus, self.path or "", self.value or "", self.message_en)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a validation, each once, in a fixed order."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """A report of these findings: sorted, and without repetitions (chunks share their authorities)."""
        return cls(tuple(sorted(set(findings), key=lambda finding: finding.sort_key)))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and information do not stop a release."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, zeros included."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    def as_json(self) -> str:
        """The report as JSON text, to be kept beside the data it is about."""
        return json.dumps([asdict(finding) for finding in self.findings], ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The report that `as_json` wrote.

        Raises `ValidationError` when the text is something else.
        """
        try:
            entries = json.loads(text)
            if not isinstance(entries, list):
                raise TypeError("not a list")
            findings = [Finding(**{**entry, "severity": Severity(entry["severity"])}) for entry in entries]
        except (ValueError, TypeError, KeyError) as error:
            raise ValidationError(
                f"not a stored report ({error})", where="report", fix="Remove the stored copy and validate again."
            ) from error
        return cls.of(findings)

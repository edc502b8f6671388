"""Is this good data? Two SHACL runs and the questions of the whole dataset, as one report.

    validate        everything, in one call
    validate_graphs the two SHACL runs: right for a chunk too (one article's graphs, the authorities, the schemes)
    validate_global the questions, which only the whole dataset can answer

The shapes come from this folder and nowhere else.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import Store

from shapes.catalogue import catalogue
from shapes.engine import default_graph_alone, default_graph_named, run
from shapes.findings import Finding, Report, Severity
from shapes.questions import ask, functions_for

__all__ = ["Finding", "Report", "Severity", "merged", "validate", "validate_global", "validate_graphs"]


def validate(dataset: Store, *, texts: Mapping[str, str] | None = None) -> Report:
    """All findings about `dataset`; `texts` (text IRI → decoded text) adds what only the archive can tell.

    Raises `ontology.errors.ValidationError` when the validation itself cannot be run.
    """
    return merged((validate_graphs(dataset), validate_global(dataset, texts)))


def validate_graphs(dataset: Store) -> Report:
    """What the shapes find: on the default graph alone, then on the default graph beside its evidence."""
    rules = catalogue()
    return Report.of(
        (
            *run(default_graph_alone(dataset), rules.default, rules.constraints),
            *run(default_graph_named(dataset), rules.dataset, rules.constraints),
        )
    )


def validate_global(dataset: Store, texts: Mapping[str, str] | None = None) -> Report:
    """What the questions of the whole dataset find; those that need the archive are asked only where there is one."""
    functions = functions_for(dataset, texts or {})
    return Report.of(
        finding
        for question in catalogue().questions
        if texts or question.needs != "archive"
        for finding in ask(question, dataset, functions)
    )


def merged(reports: Iterable[Report]) -> Report:
    """One report of several, such as those of the chunks: each finding once, in the usual order."""
    return Report.of(finding for report in reports for finding in report)

"""Coverage: how much of an article the candidates cover, and whether what it announces was found.

"19 tasks" is a free check: fewer found, and something was missed. It is told in the quality block of the record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.figures.numbers import read
from mappings.extract.rules import of_kind
from mappings.record.values import Span

STATING = ("measure", "recommendation", "target", "observation")
SAYING = ("document", "agents", "by")  # the fields that tell whose word a clause is


@dataclass(frozen=True, slots=True)
class Announcement:
    """A count in the text, and how many of what it counts were found."""

    what: str
    span: Span
    announced: int
    found: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences of the article, those with a statement, clauses that nobody says, and announced counts."""

    sentences: int
    with_statement: int
    unattributed: int
    announced: tuple[Announcement, ...]


def coverage(context: Context, candidates: Iterable[Candidate]) -> Coverage:
    """How much of the article the candidates cover; headings are not counted, summaries and translations are."""
    found = [each for each in candidates if each.status == "entry"]
    body = {each.index for each in context.sentences if not each.is_heading}
    stating = {each.sentence for each in found if each.kind in STATING}
    clauses = [each for each in found if each.kind in ("measure", "recommendation")]
    return Coverage(
        sentences=len(body),
        with_statement=len(body & stating),
        unattributed=sum(not any(each.fields.get(name) for name in SAYING) for each in clauses),
        announced=tuple(_announced(context, found)),
    )


def _announced(context: Context, found: Sequence[Candidate]) -> Iterable[Announcement]:
    seen: set[tuple[str, int]] = set()
    for sentence in context.sentences:
        for rule in of_kind("announced"):
            if rule.language != sentence.language:
                continue
            for match in rule.find(sentence.text, context.vocabulary):
                number = read(match.part("number", sentence.text) or "", sentence.language)
                what = rule.fields["what"]
                if number and (what, int(number)) not in seen:
                    seen.add((what, int(number)))
                    span = sentence.passage.locate(match.start, match.end)
                    yield Announcement(what, span, int(number), _COUNTS[what](context, found))


def _measures(context: Context, found: Sequence[Candidate]) -> int:
    """The measures that are no headings over others."""
    return sum(each.kind == "measure" and not each.fields.get("level") for each in found)


def _aspects(context: Context, _: Sequence[Candidate]) -> int:
    """The items of the longest list that is not inside another one."""
    items: dict[tuple[int | None, str], int] = {}
    for each in context.sentences:
        if each.marker:
            place = (each.parent, each.language)
            items[place] = items.get(place, 0) + 1
    return max(items.values(), default=0)


_COUNTS: Mapping[str, Callable[[Context, Sequence[Candidate]], int]] = {"measures": _measures, "aspects": _aspects}

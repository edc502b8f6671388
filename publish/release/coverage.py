"""Coverage: how much of each text statements rest on, and how much of what documents announce was found.

Sentences come from the outlines of the workspace: offsets, since a release is the same whatever archive is at hand.
A text without an outline is counted by its characters alone.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mappings.outline import read_outline
from mappings.record.values import Span
from publish.release.readings import ALIVE, Evidence, Readings, position
from publish.store.table import Row

SENTENCES = "audit/sentences.tsv"
COVERAGE = ("article", "text", "sentences", "covered", "share", "characters", "characters_covered", "readings")
ANNOUNCED = ("document", "announced", "found")


def outlines(paths: Iterable[Path]) -> dict[str, list[Span]]:
    """The sentences of each text, by the digest of the text. Raises `RecordError`."""
    return dict(map(read_outline, paths))


@dataclass(frozen=True, slots=True)
class Touched:
    """A text, and the stretches of it that readings rest on, in order."""

    iri: str
    article: str
    sha256: str
    characters: int
    readings: int
    spans: Sequence[tuple[int, int]]

    @classmethod
    def kept(cls, fields: Sequence[Any]) -> "Touched":
        """The text whose fields were kept as JSON."""
        *facts, spans = fields
        iri, article, sha256, characters, readings = facts
        return cls(iri, article, sha256, characters, readings, [(start, end) for start, end in spans])


def touched(readings: Readings) -> Iterator[Touched]:
    """The texts that readings know of."""
    spans = _spans(readings)
    live = Counter(each.text for each in readings.evidence.values() if each.status in ALIVE)
    for iri, text in readings.texts.items():
        yield Touched(iri, text.article, text.sha256, text.characters, live[iri], sorted(spans[iri]))


def sentences(text: Touched, outlined: Mapping[str, list[Span]]) -> Iterator[Row]:
    """The rows of the table of sentences: the local name of the text, start, end, and how many readings touch it."""
    for each in outlined.get(text.sha256, ()):
        yield text.iri.rpartition("/")[2], str(each.start), str(each.end), str(_touching(each, text.spans))


def coverage(text: Touched, outlined: Mapping[str, list[Span]]) -> Row:
    """The row of a text: sentences and characters, and how many of them some reading rests on."""
    found = outlined.get(text.sha256)
    covered = sum(1 for each in found if _touching(each, text.spans)) if found is not None else 0
    return (
        text.article,
        text.iri,
        str(len(found)) if found is not None else "",
        str(covered) if found is not None else "",
        f"{covered / len(found):.3f}" if found else "",
        str(text.characters),
        str(_length(text.spans)),
        str(text.readings),
    )


def announced(readings: Readings) -> Iterator[Row]:
    """One row for each document or group that says how many measures it has: how many of them we hold.

    Counted as the rule for good data `PolicyContent-declared-measures` counts: measures with a place in the list, or
    all where the text gives no list; parts of a measure are not counted beside it.
    """
    for document, number in sorted(readings.announced.items()):
        whole = (readings.contents[document] & readings.measures) - readings.parts
        yield document, number, str(len(whole & readings.placed) or len(whole))


def _spans(readings: Readings) -> Mapping[str, set[tuple[int, int]]]:
    """The stretches of each text that readings rest on."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for each in readings.evidence.values():
        if each.status in ALIVE:
            for span in each.spans:
                found[span.partition("#")[0]].add(position(span))
    return found


def _touching(sentence: Span, spans: Sequence[tuple[int, int]]) -> int:
    """How many of the sorted spans share a character with a sentence."""
    last = bisect_left(spans, (sentence.end, 0))
    return sum(1 for _, end in spans[:last] if end > sentence.start)


def _length(spans: Sequence[tuple[int, int]]) -> int:
    """How many characters some span covers.

    >>> _length([(0, 5), (3, 8), (10, 12)])
    10
    """
    total, reached = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def rests_on(evidence: Evidence) -> str:
    """The first span of an evidence; empty where it rests on none."""
    return next(iter(evidence.spans), "")

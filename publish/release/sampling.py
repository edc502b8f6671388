"""Sampled audit: a worksheet of statements drawn by chance, the verdicts on them, and the error rate that follows.

The draw depends on release and seed alone: whoever repeats it gets the same sheet. Each predicate has the share of the
sheet that it has of the release, so the share of wrong statements in the sheet estimates that of the release.
"""

import csv
import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from ontology.errors import RecordError
from publish.release.readings import GOOD, Held, Readings
from publish.store.dataset import Dataset
from publish.store.table import Row

RIGHT, WRONG, UNCLEAR = VERDICTS = ("right", "wrong", "unclear")
CONFIDENCE = 0.95
SHEET = ("release", "seed", "number", "statement", "words", "verdict", "by", "at", "note",
         "predicate", "subject", "object", "evidence", "span")  # fmt: skip
SAMPLES = ("release", "seed", "part", "drawn", "judged", "wrong", "unclear", "error_rate", "low", "high")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimated share, and between which shares it lies with the confidence of `CONFIDENCE`."""

    rate: float
    low: float
    high: float


def wilson(found: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """The share of `found` among `of` with Wilson's score interval.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927): it stays
    within 0 and 1, and is sound for few cases and for shares near zero.

    >>> wilson(0, 50)
    Interval(rate=0.0, low=0.0, high=0.0713...)
    """
    if not 0 <= found <= of or of == 0:
        raise ValueError(f"{found} of {of}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate, weight = found / of, 1 + z * z / of
    middle = (rate + z * z / (2 * of)) / weight
    half = z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of)) / weight
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))


def drawn(dataset: Dataset, size: int, seed: int) -> list[Held]:
    """So many accepted statements that rest on words, drawn by chance, each predicate by its share; all if fewer."""
    readings = Readings.of(dataset.statements())
    population = Counter(each.predicate for each in readings.triples(dataset.statements()) if _is_drawable(each))
    shares = allotted(population, size)
    kept: dict[str, list[tuple[int, tuple[str, str, str], Held]]] = defaultdict(list)
    for each in readings.triples(dataset.statements()):
        if not _is_drawable(each) or not shares.get(each.predicate):
            continue
        entry = (-_lot(each, seed), each.cells, each)
        heap = kept[each.predicate]
        (heapq.heappush if len(heap) < shares[each.predicate] else heapq.heappushpop)(heap, entry)
    found = [each for heap in kept.values() for *_, each in heap]
    return sorted(found, key=lambda each: (each.predicate, each.subject, each.object))


def allotted(population: Counter[str], size: int) -> dict[str, int]:
    """How many of a sheet each part gets: in proportion, by largest remainders.

    >>> allotted(Counter(a=60, b=30, c=10), 5)
    {'a': 3, 'b': 2, 'c': 0}
    """
    total = population.total()
    size = min(size, total)
    exact = {part: number * size / total for part, number in sorted(population.items())}
    shares = {part: int(share) for part, share in exact.items()}
    for part in sorted(exact, key=lambda each: (shares[each] - exact[each], each))[: size - sum(shares.values())]:
        shares[part] += 1
    return shares


def read_verdicts(paths: Sequence[Path]) -> Iterator[dict[str, str]]:
    """The rows of worksheets that came back. Raises `RecordError` naming the line of what is no verdict."""
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != SHEET:
                raise _fault(path, 1, f"has the columns {reader.fieldnames}", f"Keep them: {', '.join(SHEET)}.")
            for row in reader:
                verdict = row["verdict"] = (row["verdict"] or "").strip().lower()
                if verdict and verdict not in VERDICTS:
                    raise _fault(path, reader.line_num, f"{verdict!r} is no verdict", f"Write {', '.join(VERDICTS)}.")
                if verdict and not (row["by"] or "").strip():
                    raise _fault(path, reader.line_num, "a verdict by nobody", "Write who judged under `by`.")
                yield row


def samples(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """One row for each sheet, and one for each predicate in it, with the error rate among what was judged."""
    parts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for part in (ALL, row["predicate"]):
            parts[row["release"], row["seed"], part][row["verdict"]] += 1
    for (release, seed, part), count in sorted(parts.items(), key=lambda item: (item[0][:2], item[0][2] != ALL, item)):
        judged = count[RIGHT] + count[WRONG]
        rate = wilson(count[WRONG], judged) if judged else None
        shares = (f"{rate.rate:.4f}", f"{rate.low:.4f}", f"{rate.high:.4f}") if rate else ("", "", "")
        numbers = (count.total(), judged, count[WRONG], count[UNCLEAR])
        yield release, seed, part, *map(str, numbers), *shares


def _is_drawable(held: Held) -> bool:
    return held.accepted and any(each.spans and each.status in GOOD for each in held.evidence)


def _lot(held: Held, seed: int) -> int:
    """The lot of a statement: the smallest are drawn."""
    return int.from_bytes(hashlib.sha256("\n".join((str(seed), *held.cells)).encode()).digest()[:8])


def _fault(path: Path, line: int, what: str, fix: str) -> RecordError:
    return RecordError(what, where=f"{path}, line {line}", fix=fix)

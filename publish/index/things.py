"""The lines of the index: one thing each, as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ontology.errors import ReleaseError

FILE_NAME = "index/things.jsonl"
AGGREGATES = "index/aggregates.tsv"


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported value, as a point of its indicator's series."""

    indicator: str
    first: str
    last: str
    value: str
    unit: str
    reported: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """A thing: its names by language, other names, document numbers, words said of it, and its facets."""

    iri: str
    names: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    figure: Figure | None = None


def line_of(thing: Indexed) -> str:
    """The line of a thing, without the line end."""
    return json.dumps(asdict(thing), ensure_ascii=False, sort_keys=True)


def written(things: Iterable[Indexed]) -> bytes:
    """The file of these things."""
    return "".join(f"{line_of(each)}\n" for each in things).encode()


def read(path: Path) -> Iterator[Indexed]:
    """The things of a file, none where there is no file: older releases have none.

    Raises `ReleaseError` for a line that is none of ours.
    """
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                fields = json.loads(line)
                figure = fields.pop("figure")
                yield Indexed(**fields, figure=Figure(**figure) if figure else None)
            except (ValueError, TypeError, KeyError) as error:
                raise ReleaseError(
                    f"cannot be read ({error})", where=f"{path}:{number}", fix="Build the release again."
                ) from error

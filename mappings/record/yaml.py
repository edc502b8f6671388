"""YAML as records need it: every scalar a string, every line remembered, every trick refused.

No implicit types (`no` stays "no", `2020-01` stays text), no tags, no anchors and aliases (so no bombs), no key twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import RecordError

LIMIT = 5_000_000  # bytes; the largest of the five shipped records has a fiftieth of it
DEPTH = 12
Place = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """What a file holds, and the line of each part: `lines[("measures", 3, "key")]`."""

    path: Path
    content: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a part, or of the nearest part around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, what: str, fix: str) -> RecordError:
        """The error about one part, with its file, line and field."""
        name = ".".join(str(step) for step in place)
        return RecordError(what, where=f"{self.path}, line {self.line(place)}" + (f", {name}" if name else ""), fix=fix)


def read_yaml(path: Path) -> Tree:
    """The content of a YAML file. Raises `RecordError` naming file and line for anything a record may not hold."""
    try:
        written = path.read_bytes()
    except OSError as error:
        raise RecordError(f"cannot be read: {error.strerror}", where=str(path), fix="Check the path.") from error
    if len(written) > LIMIT:
        raise RecordError(f"larger than {LIMIT:,} bytes", where=str(path), fix="Keep one article per file.")
    builder = _Builder(path)
    try:
        text = written.decode("utf-8")
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except UnicodeDecodeError as error:
        line = written[: error.start].count(b"\n") + 1
        raise RecordError("not UTF-8", where=f"{path}, line {line}", fix="Save the file as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}, line {mark.line + 1}" if mark else str(path)
        raise RecordError(f"not YAML: {error.problem}", where=where, fix="Correct the syntax there.") from error
    except yaml.YAMLError as error:
        raise RecordError(f"not YAML: {error}", where=str(path), fix="Correct the syntax.") from error
    return Tree(path, builder.root, builder.lines)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet."""

    place: Place
    items: dict[str, Any] | list[Any]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Makes dictionaries, lists and strings of the parser's events, without recursion."""

    path: Path
    root: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error(line, "anchors and aliases are not allowed", "Write the value out.")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise self._error(line, f"the tag {tag} is not allowed", "Write a plain value.")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()

    def _error(self, line: int, what: str, fix: str) -> RecordError:
        return RecordError(what, where=f"{self.path}, line {line}", fix=fix)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent and isinstance(parent.items, dict) and parent.key is None:
            if event.value in parent.items:
                raise self._error(line, f"the key {event.value!r} stands here twice", "Keep one of the two.")
            parent.key = event.value
            self.lines[(*parent.place, event.value)] = line
            return
        if event.value == "" and event.implicit[0]:
            name = parent.key if parent and parent.key else "an item"
            raise self._error(line, f"{name} has no value", "Give one, or leave the key out.")
        self._put(event.value, line)

    def _open(self, items: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEPTH:
            raise self._error(line, f"nested deeper than {DEPTH} levels", "Records are flat: check the indentation.")
        if self.stack and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None:
            raise self._error(line, "a key must be a word", "Write key: value.")
        place = self._put(items, line)
        self.stack.append(_Open(place, items))

    def _put(self, value: Any, line: int) -> Place:
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        parent = self.stack[-1]
        if isinstance(parent.items, dict):
            assert parent.key is not None
            place = (*parent.place, parent.key)
            parent.items[parent.key] = value
            parent.key = None
        else:
            place = (*parent.place, len(parent.items))
            parent.items.append(value)
            self.lines[place] = line
        return place

"""Records from files: YAML into typed models, then every reference looked up. Errors name file, line and field."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mappings.record.model import Article, Entry, Mention, Record, Thing
from mappings.record.values import NOT_STATED, Model, Span, unknown
from mappings.record.yaml import Place, Tree, read_yaml
from ontology import loading
from ontology.authority_files import Authorities, shipped_authorities
from ontology.identifiers import is_valid
from ontology.terms import DEFAULT_BASE

Part = TypeVar("Part", bound=Model)
ADD_IT = "Correct the key, or add the authority to the workspace's authorities/ (CONTRIBUTING.md, Authorities)."
QUDT_UNITS = frozenset({"PERCENT", "CCY_CNY", "NUM"})

# Which sections of the record (or authorities) a field of an entry may point into.
REFERENCES: dict[str, tuple[str, ...]] = {
    "creator": ("authorities", "voices"),
    "publisher": ("authorities",),
    "issued_by": ("authorities",),
    "lead_issuer": ("authorities",),
    "approved_by": ("authorities",),
    "drafted_by": ("authorities",),
    "forwarded_by": ("authorities",),
    "interpreted_by": ("authorities",),
    "undertaken_by": ("authorities",),
    "applies_in": ("authorities",),
    "area": ("authorities",),
    "member_of": ("authorities",),
    "made_by": ("authorities", "voices"),
    "addressed_to": ("authorities", "voices"),
    "said_by": ("authorities", "voices"),
    "source": ("authorities", "documents"),
    "reports_on": ("documents",),
    "set_out_in": ("documents",),
    "group": ("groups",),
    "sub_measure_of": ("measures",),
    "addresses": ("issues",),
    "of": ("expressions",),
    "translation_of": ("expressions",),
    "derived_from": ("expressions",),
}


def read_record(path: Path, authorities: Authorities | None = None) -> Record:
    """The record in a file, complete in itself: every reference leads somewhere, every used span is anchored.

    `authorities` are those that it may name; without them, those that are shipped. Raises `RecordError`.
    """
    record, tree = read_draft(path, authorities)
    for span in sorted(record.used_spans()):
        if span not in record.spans:
            raise tree.error(
                ("spans",),
                f"the span {span} has no digest",
                f"Run `policygraph anchor {path.name}` with the archive at hand.",
            )
    return record


def read_draft(path: Path, authorities: Authorities | None = None) -> tuple[Record, Tree]:
    """A record whose spans may still lack their digests, and the lines of its parts. Raises `RecordError`."""
    tree = read_yaml(path)
    record = parse_model(Record, tree)
    if record.name != path.stem:
        raise tree.error(("name",), f"{record.name!r} stands in a file named {path.name}", "Give both the same name.")
    _check_keys(record, tree)
    _check_references(record, tree, frozenset((authorities or shipped_authorities(DEFAULT_BASE)).iris))
    for place, entry in record.entries():
        _check_rival_readings(place, entry, tree)
    _check_spans(record, tree)
    return record, tree


def parse_model(model: type[Part], tree: Tree) -> Part:
    """What a file holds, as the model has it. Raises `RecordError` for the first fault, with its line and field."""
    try:
        return model.model_validate(tree.content)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: tree.line(_place(each)))
        others = error.error_count() - 1
        more = f" ({others} more faults in this file)" if others else ""
        raise tree.error(_place(first), _message(first), _advice(first, model) + more) from error


def _place(fault: ErrorDetails) -> Place:
    """Where in the file a fault is: pydantic's path, and the field that one of our own checks names."""
    field = fault.get("ctx", {}).get("field")
    return (*fault["loc"], field) if field else tuple(fault["loc"])


def _message(fault: ErrorDetails) -> str:
    match fault["type"]:
        case "missing":
            return "this field is missing"
        case "extra_forbidden":
            return "there is no such field here"
        case "string_pattern_mismatch":
            return f"{fault['input']!r} does not have the right form"
    return fault["msg"].removeprefix("Value error, ")


def _advice(fault: ErrorDetails, model: type[Model]) -> str:
    match fault["type"]:
        case "missing":
            return "Add it."
        case "extra_forbidden":
            near = difflib.get_close_matches(str(fault["loc"][-1]), _field_names(model), n=3)
            return f"Did you mean {', '.join(near)}?" if near else "Remove it, or check the indentation."
    return "See CONTRIBUTING.md, The record."


def _field_names(model: type[Model]) -> set[str]:
    """The names of all fields of a model and of the models in it."""
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, Model):
                names |= _field_names(part)
    return names


def _check_keys(record: Record, tree: Tree) -> None:
    """No two things of an article share a key, no two mentions in a section either."""
    seen: dict[tuple[str, str], Place] = {}
    for place, entry in record.entries():
        space = str(place[0]) if isinstance(entry, Mention) else "things"
        first = seen.setdefault((space, entry.key), place)
        if first != place:
            line = tree.line((*first, "key"))
            raise tree.error((*place, "key"), f"the key {entry.key!r} is taken by line {line}", "Choose another.")
        if isinstance(entry, Thing | Article) and entry.id and not is_valid(entry.id):
            raise tree.error((*place, "id"), f"{entry.id!r} is no identifier of ours", "Copy it again.")


def _check_references(record: Record, tree: Tree, authorities: frozenset[str]) -> None:
    known: dict[str, frozenset[str]] = {"authorities": authorities}
    for section in (*Record.THINGS, "expressions"):
        known[section] = frozenset(part.key for part in getattr(record, section))
    for place, field, value in _references(record):
        targets = frozenset[str]().union(*(known[section] for section in REFERENCES[field]))
        if value not in targets and value != NOT_STATED:
            fix = ADD_IT if "authorities" in REFERENCES[field] else "Correct the key."
            raise tree.error((*place, field), str(unknown(value, "thing or authority", targets)), fix)
    for place, entry in record.entries():
        if isinstance(entry, Mention) and entry.key not in authorities:
            raise tree.error(
                (*place, "key"),
                str(unknown(entry.key, str(place[0]), authorities)),
                ADD_IT,
            )
    for place, entry in record.entries():
        unit = getattr(entry, "unit", None)
        if unit and unit not in loading.concepts("unit") and unit not in QUDT_UNITS:
            known_units = loading.concepts("unit") | QUDT_UNITS
            raise tree.error((*place, "unit"), str(unknown(unit, "unit", known_units)), "Correct the unit.")


def _references(record: Record) -> Iterator[tuple[Place, str, str]]:
    """Each reference of a record: where it stands, in which field, and the key it names. Rival readings too."""
    parts: list[tuple[Place, Model]] = [*record.entries()]
    parts += [(("expressions", index), part) for index, part in enumerate(record.expressions)]
    for place, part in parts:
        for field in REFERENCES.keys() & type(part).model_fields.keys():
            for value in as_keys(getattr(part, field)):
                yield place, field, value
        for index, reading in enumerate(getattr(part, "evidence", ())):
            for field in REFERENCES.keys() & reading.reads.keys():
                for value in as_keys(reading.reads[field]):
                    yield (*place, "evidence", index, "reads"), field, value


def as_keys(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """The keys in a field that holds one, several or none."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _check_rival_readings(place: Place, entry: Entry, tree: Tree) -> None:
    """The other values of a rival reading must be such as the field may hold."""
    for index, reading in enumerate(entry.evidence):
        here = (*place, "evidence", index, "reads")
        try:
            entry.with_readings(reading.reads)
        except ValidationError as error:
            first = error.errors()[0]
            raise tree.error((*here, *first["loc"][:1]), _message(first), "Correct the reading.") from error


def _check_spans(record: Record, tree: Tree) -> None:
    """No span ends after the text, and a span list names each span once."""
    length = record.source.characters
    for place, entry in record.entries():
        for index, reading in enumerate(entry.evidence):
            _check_end((*place, "evidence", index, "span"), [reading.span, *reading.context], length, tree)
        for index, inference in enumerate(entry.inferred):
            _check_end((*place, "inferred", index, "premises"), inference.premises, length, tree)
    for index, expression in enumerate(record.expressions):
        _check_end(("expressions", index, "regions"), expression.regions, length, tree)
    _check_end(("spans",), record.spans, length, tree)


def _check_end(place: Place, spans: Iterable[Span], length: int, tree: Tree) -> None:
    for span in spans:
        if span.end > length:
            raise tree.error(
                place,
                f"the span {span} ends after the text, which has {length} code points",
                "Correct the offsets: code points of the whole file, counted from 0, end exclusive.",
            )

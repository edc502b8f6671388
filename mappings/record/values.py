"""The values that a record is made of, checked at birth: spans, dates at stated precision, periods, references."""

import calendar
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from ontology import loading

NOT_STATED = "not-stated"
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
RightsStatement = Annotated[
    str, StringConstraints(pattern=r"^https?://(rightsstatements\.org/vocab|creativecommons\.org)/[^\s<>\"{}|\\^`]+$")
]


class Model(BaseModel):
    """A part of a record: closed, and never changed once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(Model):
    """A short editorial name in both languages of the site; `zh` is in simplified characters."""

    en: Words
    zh: Words


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source text in code points; `end` is the first one that is not part of it."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def __len__(self) -> int:
        return self.end - self.start

    @classmethod
    def parse(cls, written: str) -> "Span":
        """The span written as `start-end`; `ValueError` says what is wrong with it."""
        match = re.fullmatch(r"(0|[1-9][0-9]{0,8})-([1-9][0-9]{0,8})", written)
        if not match or int(match[1]) >= int(match[2]):
            raise ValueError(f"{written!r} is no span: write start-end, two offsets with start before end, as in 87-90")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(value),
            core_schema.union_schema([core_schema.is_instance_schema(cls), core_schema.str_schema()]),
            serialization=core_schema.to_string_ser_schema(),
        )


def _check_stated_date(written: str) -> str:
    try:
        first_day(written)
    except ValueError:
        raise ValueError(
            f"{written!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD, as precise as the text states and no more"
        ) from None
    return written


def first_day(stated: str) -> date:
    """The first day of a year, month or day (ISO 8601, as EDTF level 0 has it)."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", stated):
        raise ValueError(stated)
    parts = [int(part) for part in stated.split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(stated: str) -> date:
    """The last day of a year, month or day."""
    first = first_day(stated)
    match stated.count("-"):
        case 0:
            return date(first.year, 12, 31)
        case 1:
            return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


def _check_period(written: str) -> str:
    if written == NOT_STATED:
        return written
    begin, _, end = written.partition("/")
    _check_stated_date(begin)
    if end and last_day(_check_stated_date(end)) < first_day(begin):
        raise ValueError(f"{written!r} ends before it begins: swap the two dates")
    if not end and "/" in written:
        raise ValueError(f"{written!r} has no end: write begin/end, as in 2021-01/2021-10, or {NOT_STATED}")
    return written


StatedDate = Annotated[str, AfterValidator(_check_stated_date)]
Period = Annotated[str, AfterValidator(_check_period)]


def unknown(value: str, what: str, known: frozenset[str]) -> ValueError:
    """The error for a name that is not in a closed list; it names those that would have worked."""
    near = difflib.get_close_matches(value, known, n=3, cutoff=0.4) or sorted(known)[:8]
    return ValueError(f"there is no {what} {value!r}. Did you mean {', '.join(near)}?")


def _concept_of(scheme: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        known = loading.concepts(scheme)
        if value not in known:
            raise unknown(value, scheme, known)
        return value

    return check


class ConceptOf:
    """The annotation of a field that holds a concept's slug: `Annotated[str, ConceptOf("genre")]`."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_concept_of(self.scheme), handler(source))


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


# One name may stand without brackets: `issued_by: mofcom`.
SEVERAL = BeforeValidator(_as_tuple)

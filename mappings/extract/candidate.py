"""What the stages hand on: mentions, candidates with their reasons, and who is speaking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mappings.record.values import Span

Kind = Literal["document", "agency", "measure", "recommendation", "target", "observation"]
Status = Literal["entry", "optional"]  # optional: neither right nor wrong; kept below review, never handed out
Mode = Literal["document", "official", "expert", "company", "media", "unknown"]
Value = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Fired:
    """One reason for a score: the rule, the log-odds it adds, and the words it rests on."""

    rule: str  # "english-imperative@1": name and version of a rule in mappings/rules
    weight: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or point to something: an agency, a title, an anaphor, a role, a person, a cue."""

    kind: str
    span: Span
    sentence: int
    start: int  # in the clean text of the sentence
    end: int
    concept: str | None
    rule: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that an article may state: its words, its fields as the annotation guidelines name them, and why."""

    kind: Kind
    span: Span
    sentence: int
    start: int  # in the clean text of the sentence
    end: int
    label: str
    fields: Mapping[str, Value]
    fired: tuple[Fired, ...]
    alts: tuple[Span, ...] = ()
    status: Status = "entry"

    @property
    def score(self) -> float:
        """The sum of the weights: log-odds."""
        return sum(each.weight for each in self.fired)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a clause: in which part, named how, on which grounds, and how far ahead of the next best reading."""

    mode: Mode
    source: str | None  # title of the document, name of the person or agency
    fired: tuple[Fired, ...]
    margin: float

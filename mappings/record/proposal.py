"""Proposals: what the extraction reads off an article, as it says it, until a person or a standing policy decides.

A proposal names agencies and documents by their words. What these are is worked out when the record is read against
the authorities, so an authority that is added later is found without reading the article again.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mappings.record.values import SEVERAL, Key, Model, Sha256, Span, StatedDate, Words

ProposalKind = Literal["document", "agency", "measure", "recommendation", "target", "observation"]
Band = Literal["auto", "review", "discard"]
RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*@[1-9][0-9]*$")]
Confidence = Annotated[Decimal, Field(ge=0, le=1)]
Values = Annotated[tuple[Words, ...], SEVERAL]
SpanList = Annotated[tuple[Span, ...], SEVERAL]

# The section of the record that a statement of each kind belongs to.
SECTION_OF: dict[ProposalKind, str] = {
    "document": "documents",
    "agency": "agencies",
    "measure": "measures",
    "recommendation": "recommendations",
    "target": "targets",
    "observation": "observations",
}


class Proposal(Model):
    """One statement that the extraction proposes: where it stands, what it says, and why it was believed."""

    key: Key
    kind: ProposalKind
    span: Span
    also: SpanList = ()  # further mentions of the same thing
    label: Words
    fields: dict[str, Values] = Field(default_factory=dict)  # as the guidelines name them, in the words of the text
    grounds: dict[str, SpanList] = Field(default_factory=dict)  # where a field rests on other words than `span`
    rules: Annotated[tuple[RuleName, ...], SEVERAL] = ()  # the strongest first
    confidence: Confidence = Decimal(0)
    band: Band = "review"

    def spans(self) -> set[Span]:
        """All words that it rests on."""
        return {self.span, *self.also, *(each for grounds in self.grounds.values() for each in grounds)}

    def value(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), None)


class Extraction(Model):
    """The run that the proposals come from: when, and with which program, rules, words and language model."""

    at: StatedDate
    program: Words
    rules: Sha256
    vocabulary: Sha256
    weights: Sha256
    model: Words = "none"


class Announced(Model):
    """A count that the article announces, and how many of its items were found."""

    what: Words
    span: Span
    announced: int
    found: int


class Quality(Model):
    """How much of the article the proposals cover."""

    sentences: int
    with_statement: int
    unattributed: int = 0
    announced: tuple[Announced, ...] = ()

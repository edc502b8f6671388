"""Statements: the proposals of a record and what people added to them, as their decisions leave them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mappings.record.decisions import Decision, Decisions
from mappings.record.model import Record
from mappings.record.proposal import Band, Proposal, ProposalKind
from mappings.record.values import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposal or an addition after decisions, in the words of the text and of those who decided."""

    key: str
    kind: ProposalKind
    span: Span
    label: str
    fields: Mapping[str, tuple[str, ...]]
    band: Band = "review"
    also: tuple[Span, ...] = ()
    grounds: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()  # none where a person said it
    confidence: Decimal = Decimal(0)
    decision: Decision | None = None  # the one in force
    number: int | None = None

    @property
    def verdict(self) -> str | None:
        """What a person decided; None where nobody did."""
        return self.decision.verdict if self.decision else None

    def value(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), None)


def statements(record: Record, decisions: Decisions) -> list[Statement]:
    """The proposals and additions, in the order of the text. The last decision on each holds, and it alone."""
    last = {each.on: (number, each) for number, each in decisions.on_proposals()}
    added = {each.on for _, each in decisions.on_proposals() if each.add}
    found = [_decided(each, *last.get(each.key, (None, None))) for each in record.proposals]
    found += [_added(*last[key]) for key in sorted(added - {each.key for each in record.proposals})]
    return sorted(found, key=lambda each: (each.span, each.kind, each.key))


def _decided(proposal: Proposal, number: int | None, decision: Decision | None) -> Statement:
    as_proposed = Statement(
        key=proposal.key,
        kind=proposal.kind,
        span=proposal.span,
        label=proposal.label,
        fields=proposal.fields,
        band=proposal.band,
        also=proposal.also,
        grounds=proposal.grounds,
        rules=proposal.rules,
        confidence=proposal.confidence,
        decision=decision,
        number=number,
    )
    if decision is None or decision.kind is None or decision.words is None:
        return as_proposed
    if (decision.kind, decision.words.span, decision.set) == (proposal.kind, proposal.span, {}):
        return as_proposed
    return _said_by_a_person(number, decision, proposal)


def _added(number: int | None, decision: Decision) -> Statement:
    return _said_by_a_person(number, decision, None)


def _said_by_a_person(number: int | None, decision: Decision, proposal: Proposal | None) -> Statement:
    """What a decision changes of a proposal, or adds: it is that person's reading, not the rule's any more."""
    assert decision.kind
    assert decision.words
    set_, kept = dict(decision.set), proposal.fields if proposal else {}
    label = next(iter(set_.pop("label", ())), proposal.label if proposal else "")
    return Statement(
        key=decision.on,
        kind=decision.kind,
        span=decision.words.span,
        label=label or decision.words.exact or f"{decision.words.opens} … {decision.words.closes}",
        fields={**kept, **set_},
        also=proposal.also if proposal else (),
        grounds=proposal.grounds if proposal else {},
        decision=decision,
        number=number,
    )

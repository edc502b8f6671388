"""Policy content described: groups, measures, targets, recommendations, directives, issues, observations."""

from collections.abc import Iterator

from mappings.lift.periods import describe_period
from mappings.lift.statements import Statement, is_a, state
from mappings.lift.terms import boolean, decimal, integer, stated_date, words
from mappings.names import RecordNames
from mappings.record.model import (
    Classified,
    Directive,
    Group,
    Issue,
    Measure,
    Observation,
    Recommendation,
    Target,
)
from mappings.record.values import NOT_STATED
from ontology.terms import PG, SATT, SDIM, SMEA, concept

ABSENT = concept("absence", NOT_STATED)


def describe_group(this: str, group: Group, names: RecordNames) -> Iterator[Statement]:
    """The facts about an aspect or heading that bundles measures."""
    yield from is_a(this, PG.MeasureGroup)
    yield from state("set_out_in", this, PG.setOutIn, names.local("documents", group.set_out_in))
    if group.position is not None:
        yield from state("position", this, PG.listPosition, integer(group.position))
    if group.declared_measures is not None:
        yield from state("declared_measures", this, PG.declaredMeasureCount, integer(group.declared_measures))


def describe_measure(this: str, measure: Measure, names: RecordNames) -> Iterator[Statement]:
    """The facts about one measure: where it is set out, what it is part of, who does it where, and what kind it is."""
    yield from is_a(this, PG.Measure)
    if measure.set_out_in:
        yield from state("set_out_in", this, PG.setOutIn, names.local("documents", measure.set_out_in))
    if measure.group:
        yield from state("group", this, PG.partOfGroup, names.local("groups", measure.group))
    if measure.sub_measure_of:
        yield from state("sub_measure_of", this, PG.subMeasureOf, names.local("measures", measure.sub_measure_of))
    if measure.position is not None:
        yield from state("position", this, PG.listPosition, integer(measure.position))
    for actor in measure.undertaken_by:
        yield from state("undertaken_by", this, PG.undertakenBy, names.agent(actor))
    for place in measure.applies_in:
        yield from state("applies_in", this, PG.appliesIn, names.agent(place))
    if measure.start:
        yield from state("start", this, PG.startDate, stated_date(measure.start))
    if measure.status:
        yield from state("status", this, PG.implementationStatus, concept("implstatus", measure.status))
    for issue in measure.addresses:
        yield from state("addresses", this, PG.addresses, names.local("issues", issue))
    yield from _classification(this, measure)


def describe_target(this: str, target: Target, names: RecordNames) -> Iterator[Statement]:
    """The facts about a state to be reached."""
    yield from is_a(this, PG.Target)
    if target.set_out_in:
        yield from state("set_out_in", this, PG.setOutIn, names.local("documents", target.set_out_in))
    for kind in target.kind:
        yield from state("kind", this, PG.targetKind, concept("targetkind", kind))
    if target.indicator:
        yield from state("indicator", this, PG.targetIndicator, concept("indicator", target.indicator))
    if target.value is not None:
        yield from state("value", this, PG.targetValue, decimal(target.value))
    if target.unit:
        yield from state("unit", this, SATT.unitMeasure, names.names.unit(target.unit))
    if target.qualifier:
        yield from state("qualifier", this, PG.valueQualifier, concept("qualifier", target.qualifier))
    if target.baseline is not None:
        yield from state("baseline", this, PG.baseline, decimal(target.baseline))
    if target.deadline:
        yield from state("deadline", this, PG.deadline, stated_date(target.deadline))
    if target.conditional is not None:
        yield from state("conditional", this, PG.conditional, boolean(target.conditional))


def describe_recommendation(this: str, recommendation: Recommendation, names: RecordNames) -> Iterator[Statement]:
    """Who recommends it, to whom, and what kind of step it would be."""
    yield from is_a(this, PG.Recommendation)
    for maker in recommendation.made_by:
        yield from state("made_by", this, PG.madeBy, names.agent(maker))
    for addressed in recommendation.addressed_to:
        yield from state("addressed_to", this, PG.addressedTo, names.agent(addressed))
    yield from _classification(this, recommendation)


def describe_directive(this: str, directive: Directive, names: RecordNames) -> Iterator[Statement]:
    """Which leader is quoted."""
    yield from is_a(this, PG.Directive)
    for leader in directive.made_by:
        yield from state("made_by", this, PG.madeBy, names.agent(leader))


def describe_issue(this: str, issue: Issue, names: RecordNames) -> Iterator[Statement]:
    """That the problem is named, and by whom."""
    yield from is_a(this, PG.Issue)
    for speaker in issue.said_by:
        yield from state("said_by", this, PG.saidBy, names.agent(speaker))


def describe_observation(this: str, observation: Observation, names: RecordNames) -> Iterator[Statement]:
    """The figure: what is measured, its value and unit, for when and where, and from which source."""
    yield from is_a(this, PG.Observation)
    if observation.indicator:
        yield from state("indicator", this, PG.indicator, concept("indicator", observation.indicator))
    yield from state("value", this, SMEA.obsValue, decimal(observation.value))
    if observation.unit:
        yield from state("unit", this, SATT.unitMeasure, names.names.unit(observation.unit))
    yield from state("qualifier", this, PG.valueQualifier, concept("qualifier", observation.qualifier))
    language = names.record.language_at(observation.evidence[0].span)
    yield from state("reported", this, PG.asReported, words(observation.reported, language))
    if observation.period == NOT_STATED:
        yield from state("period", this, SDIM.refPeriod, ABSENT)
    elif observation.period:
        period = names.names.period(observation.period)
        yield from state("period", this, SDIM.refPeriod, period)
        yield from describe_period("period", period, observation.period)
    if observation.area:
        area = ABSENT if observation.area == NOT_STATED else names.agent(observation.area)
        yield from state("area", this, SDIM.refArea, area)
    for source in observation.source:
        yield from state("source", this, PG.dataSource, ABSENT if source == NOT_STATED else names.source(source))
    for speaker in observation.said_by:
        yield from state("said_by", this, PG.saidBy, names.agent(speaker))


def _classification(this: str, content: Classified) -> Iterator[Statement]:
    for modality in content.modality:
        yield from state("modality", this, PG.modality, concept("modality", modality))
    for instrument in content.instrument:
        yield from state("instrument", this, PG.instrument, concept("instrument", instrument))
    for sector in content.sector:
        yield from state("sector", this, PG.sector, concept("sector", sector))
    for audience in content.addressee:
        yield from state("addressee", this, PG.addressee, concept("audience", audience))

"""Targets: figures that are intended for a time to come, and states to be reached that are told without a figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mappings.extract.candidate import Candidate, Fired, Value
from mappings.extract.context import Context
from mappings.extract.figures import evidence
from mappings.extract.figures.indicators import subject_of
from mappings.extract.figures.observations import Weighed
from mappings.extract.figures.periods import Anchor, Period, periods
from mappings.extract.figures.told import Figure
from mappings.extract.normal import normal
from mappings.extract.rules import load_rules
from mappings.extract.sentences import Sentence

_BASE = -1.6  # most figures are no targets
_NO_TARGET = {"up-to", "less-than"}
_COMMON = frozenset(
    [
        "over", "next", "coming", "years", "with", "will", "that", "this", "from", "into", "have", "create",
        "build", "establish", "more", "than", "basically",
    ]
)  # fmt: skip
_PLAN_YEARS = re.compile(r"[(（]((?:19|20)[0-9]{2})年?\s?[-—–至]\s?((?:19|20)[0-9]{2})年?[)）]")
_LEADS_UP = re.compile(r"[^，。]{0,60}?(?:将|力争|争取|确保)(?=[\u4e00-\u9fff]{2})")
_ACTION = re.compile(
    r"\b(?:(?:plans?|planned|aims?|aimed|aiming|pledge[sd]?|vow(?:s|ed)?|seeks?|intends?|hopes?"
    r"|committed|strives?|wants?|set\sout|goal\sis|target\sis)\sto|(?:goals?|targets?"
    r"|objectives?)\sof)\s|\bto\s(?=(?:[a-z]+ly\s)?(?:guide|support|build|set|establish|create"
    r"|cultivate|train|renovate|upgrade|raise|increase|boost|lift|expand|cover|develop|add|cut"
    r"|reduce|achieve|help|open|form|foster|complete|recruit|select)\b)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:train|build|set up|open|give|provide|offer|pay|grant|subsidi[sz]e|fund|plant|install|hire|recruit|buy|invest"
    r"|allocate|hold|publish|launch)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:[a-z]+ly\s)?[a-z]+(?:\s(?:up|out))?\s(?:and\s[a-z]+\s)?", re.IGNORECASE)
_VOICE = {
    "en": re.compile(r"\b(?:plan|guidelines?|circular|notice|opinions|document|outline|blueprint|scheme|strategy"
                     r"|resolution|report|policy|package)\b", re.IGNORECASE),
    "zh": re.compile(r"《|》|计划|方案|意见|通知|规划|文件|纲要"),
}  # fmt: skip


def targets(context: Context, told: Sequence[Sequence[Figure]], weighed: Weighed, anchor: Anchor) -> list[Candidate]:
    """Candidates for targets, with and without figures; a state that a figure's target holds is not told twice."""
    found = [*_with_figures(context, told, weighed, anchor)]
    taken = {each.sentence for each in found if each.score > 0}
    for candidate in _without_figures(context, anchor):
        if candidate.sentence not in taken or not any(_overlap(candidate, each) and each.score > 0 for each in found):
            found.append(candidate)
    return _once(found)


def _with_figures(
    context: Context, told: Sequence[Sequence[Figure]], weighed: Weighed, anchor: Anchor
) -> Iterator[Candidate]:
    last: Candidate | None = None
    for sentence in told:
        first: Candidate | None = None
        for figure in sentence:
            candidate = _of_figure(context, figure, anchor, first, last)
            yield candidate
            if candidate.score > max(0, sum(reason.weight for reason in weighed[figure.key])):
                first = last = candidate


def _of_figure(
    context: Context, figure: Figure, anchor: Anchor, first: Candidate | None, last: Candidate | None
) -> Candidate:
    reasons = [_as_base(figure)]
    past = figure.period.is_past(anchor) if figure.period else None
    if past is not None:
        reasons += [Fired(each.rule, -each.weight * 0.7, each.span) for each in evidence.of_period(figure, past)]
    own = list(evidence.around(context, figure, "target", "passing"))
    document = _document(context, figure.sentence)
    by_document = any(
        rule.id.startswith(("target-document", "target-word")) and reason.weight >= rule.weight for rule, reason in own
    ) or bool(document)
    reasons += [reason for rule, reason in own if not (rule.fields.get("forecast") and by_document and past is False)]
    if first is not None:
        reasons.append(Fired(reasons[0].rule, 1.6, first.span))
    elif last is not None and last.sentence == figure.sentence.index - 1:
        reasons.append(Fired(reasons[0].rule, 0.7, last.span))
    named = any(rule.id.startswith(("target-word", "target-by-year", "target-document")) for rule, _ in own)
    if figure.language == "en" and past is not False and not named and _deed_before(figure):
        reasons.append(Fired(reasons[0].rule, -2.4))  # an action with a count in it: no time, no word for a goal
    if figure.quantity.relation == "at-least":
        reasons.append(Fired(reasons[0].rule, 0.6))
    if figure.quantity.relation in _NO_TARGET or figure.is_conversion:
        reasons.append(Fired(reasons[0].rule, -2.0 if not figure.is_conversion else -6.0))
    if figure.sentence.block.region.part == "title" or figure.sentence.is_heading:
        reasons.append(Fired(reasons[0].rule, -1.5))
    start, end = _stretch(figure)
    deadline = _deadline(context, figure.sentence, figure.period, anchor, document) or (
        _value(last, "deadline") if first or last else None
    )
    return _candidate(
        figure.sentence, start, end, tuple(reasons), deadline, document,
        kind="quantitative", indicator=_indicator(figure, start),
        value=figure.quantity.written, unit=figure.quantity.unit,
    )  # fmt: skip


def _deed_before(figure: Figure) -> bool:
    """Whether the figure only counts what an action is done to: "train 300 keepers", "give a grant of 2,000 yuan"."""
    return _DEED.search(figure.words[figure.clause.start : figure.quantity.start]) is not None


def _indicator(figure: Figure, start: int) -> str:
    """What is aimed at; where the stretch begins with its verb, what stands between the verb and the figure."""
    left = figure.words[start : figure.quantity.start]
    if figure.language == "en" and start > figure.clause.start and (verb := _VERB.match(left)):
        return subject_of(left[verb.end() :]) or figure.indicator
    return figure.indicator


def _as_base(figure: Figure) -> Fired:
    known = evidence.base(figure)
    return Fired(known.rule, _BASE + min(known.weight, 0.5), known.span)


def _stretch(figure: Figure) -> tuple[int, int]:
    """The clause without what leads up to its verb: "… funds to renovate 40 docks" is "renovate 40 docks"."""
    start, end = figure.clause.start, figure.clause.end
    left = figure.words[start : figure.quantity.start]
    if figure.language == "en":
        if match := _ACTION.search(left):
            return start + match.end(), end
    elif match := _LEADS_UP.match(left):
        return start + match.end(), end
    return start, end


def _without_figures(context: Context, anchor: Anchor) -> Iterator[Candidate]:
    for sentence in context.sentences:
        for rule in evidence.rules_for(sentence.language, "target-state"):
            for match in rule.find(sentence.text, context.vocabulary, language=sentence.language):
                yield _of_state(context, sentence, rule.id, match.start, match.end, anchor)


def _of_state(context: Context, sentence: Sentence, rule: str, start: int, end: int, anchor: Anchor) -> Candidate:
    reasons = [evidence.fired(load_rules()[rule], sentence, start, end)]
    said = periods(normal(sentence.text, sentence.language), sentence.language, anchor)
    ends = [each for each in said if not each.is_comparison]
    past = [each.is_past(anchor) for each in ends]
    if True in past and False not in past:
        reasons.append(Fired(reasons[0].rule, -4.0))
    if sentence.block.region.part == "title" or sentence.is_heading:
        reasons.append(Fired(reasons[0].rule, -1.5))
    ahead = sorted(
        (each for each in ends if each.is_past(anchor) is not True), key=lambda each: not start <= each.start < end
    )
    deadline = _edtf(ahead[0]) if ahead else None
    return _candidate(
        sentence,
        start,
        end,
        tuple(reasons),
        deadline,
        _document(context, sentence),
        kind="qualitative",
        indicator=sentence.text[start:end],
        value=None,
        unit=None,
    )


def _candidate(
    sentence: Sentence, start: int, end: int, reasons: tuple[Fired, ...], deadline: str | None, document: str | None,
    *, kind: str, indicator: str, value: str | None, unit: str | None,
) -> Candidate:  # fmt: skip
    label = sentence.text[start:end]
    return Candidate(
        "target",
        sentence.passage.locate(start, end),
        sentence.index,
        start,
        end,
        label,
        {
            "label": label,
            "kind": kind,
            "indicator": indicator or None,
            "value": value,
            "unit": unit,
            "deadline": deadline,
            "document": document,
        },
        reasons,
    )


def _deadline(
    context: Context, sentence: Sentence, period: Period | None, anchor: Anchor, document: str | None
) -> str | None:
    """The end of the figure's period, else of the plan that the sentence or its neighbour names."""
    if period and period.label and period.is_past(anchor) is not True:
        return _edtf(period)
    for index in (sentence.index, sentence.index - 1, sentence.index - 2):
        if 0 <= index < len(context.sentences) and (match := _PLAN_YEARS.search(context.sentences[index].text)):
            return match[2]
    match = _PLAN_YEARS.search(document) if document else None
    return match[2] if match else None


def _edtf(period: Period) -> str | None:
    if period.last is None:
        return period.label or None
    year, month = period.last
    return str(year) if month == 12 else f"{year}-{month:02}"


def _document(context: Context, sentence: Sentence) -> str | None:
    """The document that speaks in the sentence or just before it; of several the last one named."""
    titled = [(each.sentence, str(each.fields["title"])) for each in context.documents if each.fields.get("title")]
    if not titled:
        return None
    near = [context.sentences[index] for index in (sentence.index, sentence.index - 1) if index >= 0]
    if sentence.parent is not None:
        near.append(context.sentences[sentence.parent])
    if not any(_VOICE[each.language].search(each.text) for each in near):
        return None
    named = [title for index, title in titled if index <= sentence.index]
    return named[-1] if named else titled[0][1]


def _value(candidate: Candidate | None, name: str) -> str | None:
    value = candidate.fields.get(name) if candidate else None
    return value if isinstance(value, str) else None


def _once(found: list[Candidate]) -> list[Candidate]:
    """One target per value and unit, or per state; what is said again is an alt."""
    kept: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in sorted(found, key=lambda each: (-each.score, each.span)):
        alike = kept.setdefault(tuple(candidate.fields[each] for each in ("value", "unit")), [])
        for index, other in enumerate(alike):
            if _same(candidate, other):
                alike[index] = replace(other, alts=(*other.alts, candidate.span), fields=_dated(other, candidate))
                break
        else:
            alike.append(candidate)
    return sorted((each for same in kept.values() for each in same), key=lambda each: each.span)


def _dated(kept: Candidate, again: Candidate) -> Mapping[str, Value]:
    """The fields of a target told twice: a deadline with its year beats "the next five years"."""
    deadline = again.fields["deadline"]
    vague = not re.match("[0-9]{4}", str(kept.fields["deadline"]))
    if vague and re.match("[0-9]{4}", str(deadline)):
        return {**kept.fields, "deadline": deadline}
    return kept.fields


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.sentence == other.sentence and one.start < other.end and other.start < one.end


def _same(one: Candidate, other: Candidate) -> bool:
    if _overlap(one, other):
        return True
    if one.fields["value"] is not None or other.fields["value"] is not None:
        equal = all(one.fields[each] == other.fields[each] for each in ("value", "unit"))
        return equal and one.sentence != other.sentence and len(_content(one.label) & _content(other.label)) >= 2
    mine, theirs = _content(one.label), _content(other.label)
    return bool(mine and theirs) and len(mine & theirs) >= max(2, 0.6 * min(len(mine), len(theirs)))


def _content(label: str) -> set[str]:
    """The telling words: what the state is, without its verb, its time and its particles."""
    if re.search("[\u4e00-\u9fff]", label):
        plain = re.sub("20[0-9]{2}年|[到在的和与及基本力争]", "", label)
        return {plain[index : index + 2] for index in range(len(plain) - 1)}
    words = re.findall(r"[a-z][a-z-]{3,}", label.lower())
    return {each for each in words if each not in _COMMON and not each.endswith("ing")}

"""Figures as an article tells them: each with its clause, its period, what it measures, and who is the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mappings.extract.context import Context
from mappings.extract.figures import units
from mappings.extract.figures.clauses import Clause, clauses
from mappings.extract.figures.indicators import indicator_of, subject_of
from mappings.extract.figures.periods import Anchor, Period, first_plan_year, latest_year, periods
from mappings.extract.figures.quantities import Quantity, quantities
from mappings.extract.normal import normal
from mappings.extract.sentences import Sentence

_NUMBER_WORDS = {
    "en": re.compile(
        r"percent|per\scent|\b(?:half|quarters?|thirds?|fifths?|hundred|thousand|million|billion|out\sof)\b"
        r"|\bin\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("百分之|分之|一半|半数|成|[百千万亿]"),
}
_UP_BY = re.compile(
    r"\b(?:up|down|by|from|to|against|compared with|versus|(?:increase|decrease|rise|drop)\sof)\s(?:by\s)?$",
    re.IGNORECASE,
)
_TIMES = frozenset(["years", "months", "weeks", "days", "hours", "minutes", "decades", "times", "percent"])
_MORE = re.compile(r"\s(?:more|fewer|less)\b", re.IGNORECASE)
# What stands between a figure and a period that is not its own; in Chinese periods lead.
_ELSEWHERE = re.compile(r"[;；\u4e00-\u9fff]|\b(?:said|says|adding|which|while|whereas|that)\b", re.IGNORECASE)
_INTENDED = re.compile(
    r"\b(?:will|shall|should|must|aims?|plans?|planned|pledge[sd]?|vow(?:s|ed)?|strives?|seeks?|to|goals?|targets?|calls?)\b"
    r"|将|力争|争取|要|应|确保|目标|计划",
    re.IGNORECASE,
)
MOST = 60  # figures in one sentence; what holds more is a table, not a sentence
_LAST_YEAR = re.compile(r"去年(?!同期|末|底)|(?<!of\s)(?<!period\s)(?<!from\s)(?<!than\s)\blast\syear\b", re.IGNORECASE)
_CONVERTED = re.compile(
    r"[(（]\s*(?:about|around|approximately|roughly|or|equivalent\sto|equal\sto|nearly|some"
    r"|约合?|折合|合)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence. `region` is the stretch between its neighbours in which its own cues stand."""

    sentence: Sentence
    words: str  # the normalised sentence, as long as its text
    quantity: Quantity
    clause: Clause
    region: tuple[int, int]
    period: Period | None
    indicator: str
    place: int  # among the figures of its sentence
    is_conversion: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Its sentence and its place there."""
        return self.sentence.index, self.place

    def fields(self) -> dict[str, str | None]:
        """What the figure says, in the words of the text and for the graph: amount in base units, relation, EDTF."""
        quantity, period = self.quantity, self.period
        return {
            "indicator": self.indicator or None,
            "value": quantity.written,
            "unit": quantity.unit,
            "amount": format(quantity.amount.normalize(), "f"),
            "qualifier": quantity.relation,
            "edtf": period.edtf if period else None,
        }

    @property
    def language(self) -> str:
        """The language of its sentence."""
        return self.sentence.language


def anchor_of(context: Context) -> Anchor:
    """When the article speaks: its date, else the latest year its text names, else the first year of a plan in it."""
    article = context.article
    for name in ("issued", "updated", "captured"):
        if clue := article.clue(name):
            return Anchor(clue.value[:10])
    words = "\n".join(sentence.text for sentence in context.sentences)
    latest = latest_year(words)
    if latest and _LAST_YEAR.search(words):
        latest += 1  # a text that says "last year" and names a year means that year
    return Anchor(None, latest or first_plan_year(words))


def figures_of(context: Context, anchor: Anchor) -> list[list[Figure]]:
    """The figures of each sentence, in the order of the sentences."""
    found: list[list[Figure]] = []
    for sentence in context.sentences:
        told = (
            _in_sentence(context, sentence, anchor)
            if any(map(str.isdigit, sentence.text)) or _has_words(sentence)
            else []
        )
        before = found[-1] if found else []
        found.append(_carried(told, before, anchor))
    return found


def _has_words(sentence: Sentence) -> bool:
    return bool(_NUMBER_WORDS[sentence.language].search(sentence.text))


def _in_sentence(context: Context, sentence: Sentence, anchor: Anchor) -> list[Figure]:
    language, words = sentence.language, normal(sentence.text, sentence.language)
    named = [
        (each.start, each.end)
        for each in context.mentions_in(sentence.index, "document", "title")
        if each.end - each.start > 12
    ]
    said = periods(words, language, anchor)
    amounts = [each for each in quantities(words, language, said, named, context.vocabulary) if _is_figure(words, each)]
    if len(amounts) > MOST:
        return []
    own = clauses(words, language, amounts, said)
    told: list[Figure] = []
    for place, (quantity, clause) in enumerate(zip(amounts, own, strict=True)):
        region = _region(place, amounts, own)
        previous = told[-1] if told else None
        quantity = _with_unit(words, quantity, clause, previous)
        indicator = indicator_of(
            words, language, *_measured(quantity, clause, amounts), previous.indicator if previous else ""
        )
        period = _period(words, region, quantity, said)
        converted = (
            quantity.kind == "money"
            and bool(_CONVERTED.search(words[max(0, quantity.start - 30) : quantity.start]))
            and previous is not None
        )
        told.append(Figure(sentence, words, quantity, clause, region, period, indicator, place, converted))
    return told


def _is_figure(words: str, quantity: Quantity) -> bool:
    """Whether a number can be a figure at all: a bare small one, or a year, is none."""
    if quantity.kind != "bare":
        return True
    return is_scaled(quantity) or "." in quantity.written or bool(_MORE.match(words, quantity.end))


def is_scaled(quantity: Quantity) -> bool:
    """Whether the number has a scale word or is grouped by thousands."""
    return bool(re.search(r"million|billion|trillion|thousand|bn|[万亿]|[0-9],[0-9]{3}", quantity.written))


def _measured(quantity: Quantity, clause: Clause, amounts: Sequence[Quantity]) -> tuple[Quantity, Clause]:
    """The quantity and clause to read the indicator from: for one value of a list the head of the list."""
    if not clause.is_listed:
        return quantity, clause
    head = next(each for each in amounts if each.start >= clause.scope_start)
    return replace(quantity, start=head.start, end=head.end), replace(clause, start=clause.scope_start, end=head.end)


def _region(place: int, amounts: Sequence[Quantity], own: Sequence[Clause]) -> tuple[int, int]:
    clause = own[place]
    start, end = min(clause.start, clause.scope_start), max(clause.end, clause.scope_end)
    if clause.is_listed:
        return start, end
    if place and amounts[place - 1].end > start:
        start = max(amounts[place - 1].end, min(clause.start, amounts[place].start))
    if place + 1 < len(amounts) and amounts[place + 1].start < end:
        end = min(end, max(clause.end, own[place + 1].start))
    return start, end


def _with_unit(words: str, quantity: Quantity, clause: Clause, previous: Figure | None) -> Quantity:
    """Persons may be counted without saying so, and "850,000 more" counts what was counted before."""
    if quantity.kind != "bare":
        return quantity
    language = "zh" if re.search("[\u4e00-\u9fff]", words) else "en"
    if (
        previous
        and previous.quantity.unit
        and previous.quantity.unit not in _TIMES
        and (_UP_BY.search(words[max(0, quantity.start - 30) : quantity.start]) or _MORE.match(words, quantity.end))
    ):
        return replace(quantity, unit=previous.quantity.unit, kind="count")
    persons = units.PERSONS_SUBJECT[language].search(words, clause.start, clause.end)
    counted = _counted_subject(words[clause.start : quantity.start]) if language == "en" else None
    if persons and counted in (None, "people"):
        return replace(quantity, unit="people" if language == "en" else "人", kind="count")
    return replace(quantity, unit=counted) if counted else quantity


def _counted_subject(left: str) -> str | None:
    """The noun whose number is told: "the number of stalls reached 1.2 million", "trips hit 3 million"."""
    match = units.SUBJECT_NOUN.search(units.CIRCUMSTANCE.split(subject_of(left))[0])
    if not match:
        return None
    counted = units.counted_noun(match["noun"] or match["last"], 0)
    return units.unit_of_counted(counted[1]) if counted else None


def _period(words: str, region: tuple[int, int], quantity: Quantity, said: Sequence[Period]) -> Period | None:
    """The period in the figure's own words, else the nearest one before it in the sentence, else the next behind it."""
    real = [each for each in said if not each.is_comparison]
    own = [each for each in real if region[0] <= each.start < region[1]]
    if own:
        return min(own, key=lambda each: abs(each.start - quantity.start))
    before = [each for each in real if each.end <= quantity.start]
    if before:
        return before[-1]
    behind = next((each for each in real if each.start >= quantity.end), None)
    between = words[quantity.end : behind.start] if behind else ""
    if behind is None or _ELSEWHERE.search(between):
        return None
    is_ahead = behind.role in {"by", "span-ahead"}
    return None if is_ahead and not _INTENDED.search(words[: quantity.end]) else behind


def _carried(told: list[Figure], before: list[Figure], anchor: Anchor) -> list[Figure]:
    """Figures without a period of their own go on with that of the sentence before, if that tells figures too."""
    if not before or not told or told[0].sentence.block_index - before[-1].sentence.block_index > 1:
        return told
    period = before[-1].period
    if period is None or period.role == "since" or not period.label or period.is_past(anchor) is False:
        return told
    return [replace(each, period=replace(period, inferred=True)) if each.period is None else each for each in told]


def flat(told: Sequence[Sequence[Figure]]) -> Iterator[Figure]:
    """All figures in one row."""
    return (each for sentence in told for each in sentence)

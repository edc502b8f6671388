"""Rows of verbs: a lead opens one, and further verbs of the same form continue it."""

from mappings.extract.english.leads import Lead
from mappings.extract.english.reading import Action, Reading, form_of, has_object, lead_before, place_before, subject_of
from mappings.extract.english.words import Word

_SEPARATORS = frozenset([",", "and", "or", "as", "well", "while", "then", ";", "but", "also", "&"])
_NOT_OF_IT = frozenset(["also", "first", "second", "third", "then", "only", "meanwhile", "instead", "again"])
_FINITE = frozenset(["VBZ", "VBP", "VBD", "MD", "VBN"])
LONGEST = 420  # code points of an action


def chained(reading: Reading, closing: set[int]) -> list[Action]:
    """The actions that leads and imperatives open, and those that continue them.

    Where a purpose goes on behind an action, its place is added to `closing`: the action ends there.
    """
    found: list[Action] = []
    chain: Action | None = None
    for word in reading.words:
        form = form_of(reading, word)
        if not form or word.start < reading.first:
            continue
        left = place_before(reading, word.index)
        if left < 0:
            left = next((each.index for each in reading.words if each.start >= reading.first), 0) - 1
            left = left if left + 1 <= word.index else -1
        start = reading.words[left + 1].start
        first = start
        while reading.text[start] in "\"'([" and start < word.start:
            start += 1
        while left + 1 < word.index and reading.words[left + 1].lower in _NOT_OF_IT:
            left += 1
            start = reading.words[left + 1].start
        lead = lead_before(reading, first) or lead_before(reading, start)
        action = begun(reading, word, form, start, left, lead, chain, closing)
        if action is None:
            continue
        found.append(action)
        chain = action
    return without_leaders(reading, found)


def begun(
    reading: Reading,
    word: Word,
    form: str,
    start: int,
    left: int,
    lead: Lead | None,
    chain: Action | None,
    closing: set[int],
) -> Action | None:
    """The action that a verb begins: behind a lead, where a clause opens, or in the row of those before."""
    plain = form.rstrip("?")
    if lead and lead.form in (plain, "any") and (form != "base?" or lead.form == "base" or looks_verbal(reading, word)):
        return led(reading, word, form, start, left, lead, chain, closing)
    if lead and lead.mood == "purpose" and plain == "base" and lead.form == "base":
        purpose(reading, word, lead, chain, closing)
        return None
    if not has_object(reading, word.index):
        return None
    before = reading.words[left] if left >= 0 and reading.words[left].end > reading.first else None
    if before is None or opens_clause(reading, before):
        return opening(reading, word, form, start, before, chain)
    if before.lower == "to" and chain and chain.form == plain == "base" and and_to(reading, left):
        return action_at(reading, word, plain, start, chain.lead, "english-conjoined", chain)
    if before.text == "," and form == "gerund" and chain is None and word.role and word.relation != "amod":
        leads = (each for each in reversed(reading.leads) if each.rule.id == "english-calls-for" and each.end < start)
        if (opened := next(leads, None)) is not None:
            return action_at(reading, word, plain, start, opened, "english-conjoined")
    if before.lower in _SEPARATORS and chain:
        return continued(reading, word, form, start, left, chain, closing)
    return None


def led(
    reading: Reading,
    word: Word,
    form: str,
    start: int,
    left: int,
    lead: Lead,
    chain: Action | None,
    closing: set[int],
) -> Action | None:
    """The action behind a lead of its form; none where the lead tells a purpose, or is the subject of something."""
    plain = form.rstrip("?")
    goes_on = lead.text(reading.text) == "to" and left > 0 and and_to(reading, left)
    if chain and chain.form == plain == "base" and goes_on and not chain.purposes:
        return action_at(reading, word, plain, start, chain.lead, "english-conjoined", chain)
    if lead.mood == "purpose" or inside(reading, lead, chain):
        purpose(reading, word, lead, chain, closing)
        return None
    has_be = "be" in reading.text[lead.start : lead.end].split()
    if lead.rule.id == "english-measures-to" and not has_be and is_subject(reading, lead):
        return None
    if form == "gerund" and word.relation == "compound" and not word.role:
        return None
    if form == "base?" and lead.form == "any" and not word.role:
        return None
    return action_at(reading, word, plain, start, lead, "english-led") if has_object(reading, word.index) else None


def opens_clause(reading: Reading, before: Word) -> bool:
    """Whether a clause opens behind this sign."""
    if before.text == ".":
        return True
    is_sign = before.text in (";", ":", "•", "-", "--", "–")
    return is_sign and reading.text[before.end : before.end + 1] in (" ", "") and before.end > reading.first


def opening(
    reading: Reading, word: Word, form: str, start: int, before: Word | None, chain: Action | None
) -> Action | None:
    """The action of an imperative, or of a gerund in a list, where a clause opens."""
    plain = form.rstrip("?")
    if plain == "base" and (form == "base" or looks_verbal(reading, word)) and no_subject(reading, word):
        return action_at(reading, word, plain, start, None, "english-imperative")
    if form != "gerund":
        return None
    if before is not None and chain and chain.form == "gerund":
        return action_at(reading, word, plain, start, chain.lead, "english-conjoined", chain)
    if word.role and (is_fragment(reading) if before is None else before.text == ":"):
        return action_at(reading, word, plain, start, None, "english-imperative")
    return None


def and_to(reading: Reading, left: int) -> bool:
    return left > 0 and reading.words[left - 1].lower in ("and", ",", "or")


def continued(
    reading: Reading, word: Word, form: str, start: int, left: int, chain: Action, closing: set[int]
) -> Action | None:
    before = reading.words[left]
    if before.lower == "as" and reading.words[left - 1].lower != "well":
        return None  # "hire them as reading guides": what somebody is
    plain = form.rstrip("?")
    between = list(reading.words[chain.verb.index + 1 : word.index])
    if plain == chain.form and all(
        each.is_adverb or each.lower in _SEPARATORS or form_of(reading, each) for each in between
    ):
        return None  # several verbs over one object
    if form == "base?" and not (before.text == "," or comma_and(reading, left) or opens_object(reading, word)):
        return None
    if form == "base?" and not looks_verbal(reading, word):
        return None
    if plain == chain.form:
        if form == "gerund" and word.relation in ("compound", "amod") and not word.role:
            return None
        if plain == "base" and reading.parsed and word.tag == "VBP" and has_subject(reading, word, chain):
            return None
        purpose = next((p for p in chain.purposes if p[0] < word.start), None)
        if purpose and not (before.text == "," or comma_and(reading, left)) and chain.verb.role != "move":
            closing.add(reading.words[left].start)
            return None
        return action_at(reading, word, plain, start, chain.lead, "english-conjoined", chain)
    if form == "gerund" and before.text == "," and chain.form in ("base", "passive") and word.role:
        return action_at(reading, word, plain, start, chain.lead, "english-participle", chain)
    if form == "gerund" and before.lower == "while" and word.role:
        return action_at(reading, word, plain, start, chain.lead, "english-conjoined", chain)
    return None


def inside(reading: Reading, lead: Lead, chain: Action | None) -> bool:
    """Whether a noun of action belongs to the object of the action before: "take action to …"."""
    if chain is None or lead.rule.id not in ("english-effort-to", "english-measures-to"):
        return False
    between = reading.text[chain.verb.end : lead.start]
    return (
        not any(sign in between for sign in ';:."')
        and " will " not in between
        and not verb_between(reading, chain, lead)
        and "be " not in reading.text[lead.start : lead.end]
    )


def verb_between(reading: Reading, chain: Action, lead: Lead) -> bool:
    return any(
        each.tag in ("MD", "VBZ", "VBP", "VBD") for each in reading.words if chain.verb.end < each.start < lead.start
    )


def is_fragment(reading: Reading) -> bool:
    """Whether no finite verb makes a sentence of the words, as in the items of a list."""
    return reading.parsed and not any(each.tag in ("VBZ", "VBP", "VBD", "MD") for each in reading.words)


def is_subject(reading: Reading, lead: Lead) -> bool:
    """Whether the noun of a lead is itself the subject of a verb behind it."""
    return any(
        each.start == lead.start and each.relation in ("nsubj", "nsubjpass") and each.head > each.index + 1
        for each in reading.words
    )


def comma_and(reading: Reading, left: int) -> bool:
    return (
        reading.words[left].lower in ("and", "or", "then", "also")
        and left > 0
        and reading.words[left - 1].text in (",", "and", ";")
    )


def purpose(reading: Reading, word: Word, lead: Lead, chain: Action | None, closing: set[int]) -> None:
    if chain is not None and word.start > chain.start and (lead.text_is_to(reading.text) or lead.mood != "purpose"):
        chain.purposes.append((lead.end - 2, word.start))
    elif chain is not None:
        closing.add(lead.start)


def opens_object(reading: Reading, word: Word) -> bool:
    """Whether an article, number or adjective follows, as at the beginning of an object."""
    following = reading.words[word.index + 1 : word.index + 2]
    return any(each.tag in ("DT", "PRP$", "JJ", "JJR", "CD") for each in following)


def looks_verbal(reading: Reading, word: Word) -> bool:
    """Whether a word that the tagger calls a noun is a verb all the same: an object begins behind it."""
    if not word.role or word.index + 1 >= len(reading.words):
        return False
    following = reading.words[word.index + 1]
    if following.lower in (
        "of",
        "and",
        "or",
        "in",
        "for",
        "is",
        "are",
        "to",
        "at",
        "by",
        "was",
        "has",
        "on",
        "will",
    ):
        return (
            following.lower in ("and", "or")
            and word.index + 2 < len(reading.words)
            and bool(reading.words[word.index + 2].role)
        )
    return following.text[0].isalnum() or following.text in "\"'"


def no_subject(reading: Reading, word: Word) -> bool:
    if word.tag.startswith("NN") and any(
        each.relation in ("nsubj", "nsubjpass")
        and each.left <= word.index <= each.index
        and each.head > each.index
        and reading.words[each.head].tag in _FINITE
        for each in reading.words
    ):
        return False
    return not any(
        each.head == word.index and each.relation in ("nsubj", "nsubjpass") and each.index < word.index
        for each in reading.words
    )


def has_subject(reading: Reading, word: Word, chain: Action) -> bool:
    return any(
        each.head == word.index
        and each.relation in ("nsubj", "nsubjpass")
        and chain.verb.index < each.index < word.index
        for each in reading.words
    )


def action_at(
    reading: Reading, word: Word, form: str, start: int, lead: Lead | None, how: str, chain: Action | None = None
) -> Action:
    begin = min(lead.start, start) if lead and lead.end <= start and chain is None else start
    if lead is not None and lead.text(reading.text).endswith(" not to") and chain is None:
        start = lead.end - len("not to")  # what is forbidden: "not to raise fees"
    action = Action(start, word.end, word, form, lead, how, begin)
    action.mood = chain.mood if chain else lead.mood if lead else "imperative"
    if chain is not None:
        action.subject = chain.subject
    elif lead is not None:
        action.begin, action.subject = subject_of(reading, lead)
    return action


def without_leaders(reading: Reading, found: list[Action]) -> list[Action]:
    """The actions without those whose verb only leads to the next one: "will focus on widening …"."""
    kept: list[Action] = []
    for action in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and action.lead is not None
            and action.how == "english-led"
            and last.verb.start == action.lead.start
        ):
            kept.pop()
            action.mood = last.mood if last.mood not in ("participle",) else action.mood
            action.begin, action.subject = last.begin, last.subject
        kept.append(action)
    return kept

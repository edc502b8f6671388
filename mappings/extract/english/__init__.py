"""Clauses that state an action in English sentences."""

import re
from functools import lru_cache

from mappings.extract.candidate import Candidate, Fired
from mappings.extract.context import Context
from mappings.extract.english import matchers as matchers
from mappings.extract.english.clauses import Action, actions_in
from mappings.extract.normal import normal
from mappings.extract.rules import Match, load_rules
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary

_PRONOUN = re.compile(r"(?:we|it|they|he|she|i|you|this|that|which|who|all parties|everyone)", re.IGNORECASE)
_ACTORS = frozenset(
    [("speech", "government"), ("speech", "plan-noun"), ("speech", "public-body"), ("speech", "official")]
)
ROLE_WEIGHTS = {"aim": -1.0, "hold-to": -1.5, None: -0.6}


def find_clauses(context: Context) -> list[Candidate]:
    """The clauses that state an action, whoever states it: candidates of the kind measure, without a speaker yet."""
    found = []
    for sentence in context.sentences:
        if sentence.language == "en":
            parsed = context.parse.of(sentence.index) if context.parse else None
            for action in actions_in(
                sentence.text, context.vocabulary, parsed.tokens if parsed else None, sentence.marker
            ):
                found.append(_candidate(action, sentence, _place(context, sentence, action), _start(action, context)))
    return found


def _place(context: Context, sentence: Sentence, action: Action) -> list[str]:
    """The rules that speak against an action because of where it stands."""
    found = []
    words = normal(sentence.text, "en")
    if _matches("english-question", words, context.vocabulary):
        found.append("english-question")
    for name in ("english-figure-object", "english-takes-effect"):
        if any(action.start <= each.start < action.end for each in _matches(name, words, context.vocabulary)):
            found.append(name)
    if action.how != "english-led" and _is_section_line(context, sentence):
        found.append("english-section-line")
    return found


@lru_cache(maxsize=64)
def _matches(rule: str, words: str, vocabulary: Vocabulary) -> tuple[Match, ...]:
    """What a rule finds in a sentence; every action of it asks."""
    return tuple(load_rules()[rule].find(words, vocabulary))


def _is_section_line(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence is a line of its own before a paragraph of several sentences, or before numbered points."""
    same = [each for each in context.sentences if each.block_index == sentence.block_index]
    if (
        len(same) > 1
        or sentence.marker
        or not next(load_rules()["english-section-line"].find(sentence.text, context.vocabulary), None)
    ):
        return False
    below = [each for each in context.sentences if each.block_index == sentence.block_index + 1]
    return (
        len(below) > 1
        or any(each.marker for each in below)
        or (bool(below) and len(below[0].text) > 2 * len(sentence.text))
    )


def _verb_weight(action: Action) -> float:
    """What the verb says for or against its being an action that policies set out."""
    if action.form == "noun":
        return 0.3
    if action.form == "passive" and action.verb.role is None:
        return 0.3 if action.mood == "should" else -0.2
    return ROLE_WEIGHTS.get(action.verb.role, 0.5)


def _start(action: Action, context: Context) -> int:
    """Where the action begins: with its subject where that is nobody who acts for the public or speaks."""
    if action.how != "english-led" or action.mood not in ("will", "should") or not action.begin < action.start:
        return action.start
    if (
        not action.subject
        or _PRONOUN.fullmatch(action.subject)
        or len(action.subject) > 0.8 * (action.end - action.start)
    ):
        return action.start
    public = any(
        (hit.label.group, hit.label.slug) in _ACTORS or hit.label.group in ("agent", "doctype")
        for hit in context.vocabulary.find(action.subject, "en")
    )
    return action.start if public else action.begin


def _candidate(action: Action, sentence: Sentence, against: list[str], first: int) -> Candidate:
    span = sentence.passage.locate(first, action.end)
    rules = load_rules()
    fired = [Fired(rules[action.how].name, rules[action.how].weight, span)]
    if action.lead is not None:
        lead = action.lead
        fired.append(Fired(lead.rule.name, lead.rule.weight, sentence.passage.locate(lead.start, lead.end)))
    fired.append(Fired(rules["english-action-verb"].name, _verb_weight(action), span))
    fired += [Fired(rules[name].name, rules[name].weight, span) for name in against]
    alts = []
    if action.short and action.short > action.verb.end:
        alts.append(sentence.passage.locate(action.start, action.short))
    if first != action.start:
        alts.append(sentence.passage.locate(action.start, action.end))
    words = sentence.text[action.start : action.end]
    return Candidate(
        kind="measure",
        span=span,
        sentence=sentence.index,
        start=first,
        end=action.end,
        label=words,
        fields={"mood": action.mood, "how": action.how, "subject": action.subject, "role": action.verb.role},
        fired=tuple(fired),
        alts=tuple(alts),
    )

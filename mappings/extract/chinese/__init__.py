"""Clauses that state an action in Chinese sentences.

`words` looks verbs up, `clauses` reads a sentence, `setting` adds what its heading and its neighbours say; here they
become candidates. Who states a clause is for `speakers` to decide.
"""

from functools import cache

from mappings.extract.candidate import Candidate, Fired, Value
from mappings.extract.chinese.clauses import Action, reader_of
from mappings.extract.chinese.matchers import RULES
from mappings.extract.chinese.setting import set_in_article
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.rules import load_rules
from mappings.extract.sentences import Sentence
from mappings.record.values import Span

__all__ = ["find_clauses"]


def find_clauses(context: Context) -> list[Candidate]:
    """The clauses that state an action, whoever states it; what rather names a purpose or principle is optional."""
    reader = reader_of(context.vocabulary)
    read = {
        each.index: reader.actions(normal(each.text, "zh"), len(each.marker))
        for each in context.sentences
        if each.language == "zh"
    }
    placed = set_in_article(context, read)
    return [_candidate(sentence, action) for sentence in context.sentences for action in placed.get(sentence.index, ())]


def _candidate(sentence: Sentence, action: Action) -> Candidate:
    words = sentence.text
    span = sentence.passage.locate(action.start, action.end)
    fired = tuple(_fired(reason, span) for reason in action.reasons)
    fields: dict[str, Value] = {"document": None, "agents": (), "verb": action.verb.text}
    if action.subject:
        fields["subject"] = words[slice(*action.subject)].strip()
    if sentence.is_heading or action.title:
        fields["level"] = "heading"
    alts = []
    if action.start < action.short < action.end:
        alts.append(sentence.passage.locate(action.short, action.end))
    if sentence.marker and action.start == len(sentence.marker):
        alts.append(sentence.passage.locate(0, action.end))
    return Candidate(
        kind="measure",
        span=span,
        sentence=sentence.index,
        start=action.start,
        end=action.end,
        label=words[action.start : action.end],
        fields=fields,
        fired=fired,
        alts=tuple(alts),
        status="entry" if sum(each.weight for each in fired) > 0 else "optional",
    )


def _fired(reason: str, span: Span) -> Fired:
    name, weight = _weighed(reason)
    return Fired(name, weight, span)


@cache
def _weighed(reason: str) -> tuple[str, float]:
    """The name and weight of the rule behind a reason."""
    rule = load_rules()[RULES.get(reason, reason)]
    return rule.name, rule.weight

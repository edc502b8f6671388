"""What an action owes to its place in the article: the heading it stands under, the point it belongs to, the tense
of its paragraph."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from mappings.extract.chinese.clauses import Action, restates
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.rules import compiled, load_rules
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary

_NUMERALS = frozenset("一二三四五六七八九十（(0123456789")
_OWN_FRAME = ("chinese-modal", "chinese-stated", "chinese-subject", "chinese-list")


def set_in_article(context: Context, read: Mapping[int, list[Action]]) -> dict[int, list[Action]]:
    """The actions by sentence, with the reasons that other sentences give."""
    found = {}
    past: int | None = None  # the paragraph that tells of the past
    for sentence in context.sentences:
        if sentence.index not in read:
            continue
        actions = read[sentence.index]
        frames = any(reason in each.reasons for each in actions for reason in _OWN_FRAME)
        words = normal(sentence.text, "zh")
        if (
            frames
            or sentence.is_heading
            or sentence.marker[:1] in _NUMERALS
            or _found("chinese-ahead", context.vocabulary, words)
        ):
            past = None
        elif _found("chinese-review", context.vocabulary, words):
            past = sentence.block_index
        actions = _pointed(context, sentence, actions)
        if past == sentence.block_index:
            actions = [_with(each, "chinese-past") for each in actions]
        found[sentence.index] = [_title(context, sentence, each) for each in actions]
    return found


def _found(rule: str, vocabulary: Vocabulary, words: str) -> bool:
    return bool(_pattern(rule, vocabulary).search(words))


@lru_cache(maxsize=64)
def _pattern(name: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    rule = load_rules()[name]
    return compiled(rule.id, str(rule.pattern), rule.flags, vocabulary, "zh")


def _pointed(context: Context, sentence: Sentence, actions: list[Action]) -> list[Action]:
    """Points under a heading that announces features or aims name no action; what restates its point neither."""
    parent = context.sentences[sentence.parent] if sentence.parent is not None else None
    if parent is None:
        return actions
    said = normal(parent.text, "zh")
    if parent.is_heading:
        announces = _found("chinese-announces", context.vocabulary, said)
    else:
        announces = _found("chinese-feature", context.vocabulary, said.rstrip("。："))
    if sentence.marker and announces:
        actions = [_with(each, "chinese-feature") for each in actions]
    if parent.marker and not parent.is_heading:
        title = normal(parent.text[len(parent.marker) :], "zh").rstrip("。")
        words = normal(sentence.text, "zh")
        actions = [
            _with(each, "chinese-restated") if restates(words[each.start : each.end], each.verb.text, title) else each
            for each in actions
        ]
    return actions


def _title(context: Context, sentence: Sentence, action: Action) -> Action:
    """A point that holds nothing but its title is a heading where sentences of its own follow."""
    following = context.sentences[sentence.index + 1] if sentence.index + 1 < len(context.sentences) else None
    alone = bool(sentence.marker) and action.start <= len(sentence.marker) + 4 and action.end >= len(sentence.text) - 2
    spelled = following is not None and following.parent == sentence.index and not following.marker
    return replace(action, title=True) if alone and spelled else action


def _with(action: Action, reason: str) -> Action:
    return action if reason in action.reasons else replace(action, reasons=(*action.reasons, reason))

"""A quick look before a slow one: a rule that names words it needs is tried only where one of them stands."""

import re
from functools import cache

from mappings.extract.rules import Rule, load_rules

_WORD = re.compile(r"[a-z]+")


def words_in(text: str) -> frozenset[str]:
    """The English words of a sentence, in small letters."""
    return frozenset(_WORD.findall(text.lower()))


def may_stand(rule: Rule, present: frozenset[str]) -> bool:
    """Whether one of the words without which the rule finds nothing is present; true for a rule that names none."""
    needed = _needed(rule.id)
    return not needed or not needed.isdisjoint(present)


@cache
def _needed(rule: str) -> frozenset[str]:
    return frozenset(load_rules()[rule].fields.get("words", "").split())

"""What leads into an action: "plans to", "measures include", "it is necessary to"; the rules of the kind `lead`."""

from collections.abc import Sequence
from dataclasses import dataclass

from mappings.extract.rules import Rule, likely
from mappings.extract.triggers import may_stand, words_in
from mappings.extract.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that lead into an action."""

    rule: Rule
    start: int
    end: int

    @property
    def mood(self) -> str:
        """What kind of statement follows: will, should, intend, require, list, purpose …"""
        return self.rule.fields["mood"]

    @property
    def form(self) -> str:
        """The form of the verb that follows: base, gerund or any."""
        return self.rule.fields["form"]

    def text(self, text: str) -> str:
        """Its words in small letters."""
        return text[self.start : self.end].lower()

    def text_is_to(self, text: str) -> bool:
        """Whether it is a bare "to"."""
        return text[self.start : self.end].lower() == "to"


def leads_in(text: str, vocabulary: Vocabulary) -> Sequence[Lead]:
    """The leads of a sentence; of those that end at one place the longest comes first."""
    present = words_in(text)
    found = [
        Lead(rule, match.start, match.end)
        for rule in likely(("lead",), text, vocabulary, "en")
        if may_stand(rule, present)
        for match in rule.find(text, vocabulary, language="en")
    ]
    return sorted(found, key=lambda each: (each.end, each.start, -abs(each.rule.weight), each.rule.id))


def stops_in(text: str, vocabulary: Vocabulary) -> Sequence[int]:
    """Where an action ends at the latest, by the rules of the kind `stop`."""
    rules = likely(("stop",), text, vocabulary, "en")
    found = {match.start for rule in rules for match in rule.find(text, vocabulary, language="en")}
    return sorted(found)

"""The grammars under the names by which rules call them."""

from collections.abc import Iterator
from typing import Any

from mappings.extract.figures import states
from mappings.extract.figures.periods import periods
from mappings.extract.figures.quantities import Quantity, quantities
from mappings.extract.normal import normal
from mappings.extract.rules import Match, matcher
from mappings.extract.vocabulary import Vocabulary

_LANGUAGES = {"english": "en", "chinese": "zh"}


def _quantities(words: str, language: str, vocabulary: Vocabulary) -> list[Quantity]:
    plain = normal(words, language)
    found = quantities(plain, language, periods(plain, language), vocabulary=vocabulary)
    return [each for each in found if each.kind != "bare"]


def _register(name: str, language: str) -> None:
    @matcher(f"{name}-quantities")
    def find_quantities(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        """Every figure of a sentence."""
        return (Match(each.start, each.end) for each in _quantities(words, language, vocabulary))

    @matcher(f"{name}-later-figures")
    def find_later_figures(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        """The figures of a sentence that follow a first one."""
        return (Match(each.start, each.end) for each in _quantities(words, language, vocabulary)[1:])

    @matcher(f"{name}-periods")
    def find_periods(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        """The periods that a sentence names, bases of comparison left out."""
        found = periods(normal(words, language), language)
        return (Match(each.start, each.end) for each in found if not each.is_comparison)

    @matcher(f"{name}-states-by-year")
    def find_states(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        """The states that are to be reached by a year, those with figures left out."""
        return (Match(*each) for each in states.by_year(normal(words, language), language))

    @matcher(f"{name}-named-targets")
    def find_named_targets(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        """What a sentence itself calls its goals or targets."""
        return (Match(*each) for each in states.named(normal(words, language), language))


for _name, _language in _LANGUAGES.items():
    _register(_name, _language)

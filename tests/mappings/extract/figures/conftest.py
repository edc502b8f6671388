"""Texts of our own and the figures found in them."""

from collections.abc import Callable

import pytest

from mappings.extract import figures
from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.sentences import sentences_of
from mappings.extract.vocabulary import shipped_vocabulary
from mappings.readers import read_bytes

Find = Callable[[str], list[Candidate]]


@pytest.fixture(scope="session")
def find() -> Find:
    """The entries, each with its words in `fields["quote"]`; no parse is needed for figures."""

    def entries(text: str) -> list[Candidate]:
        article = read_bytes(text.encode(), "article.txt")
        context = Context(article, sentences_of(article), shipped_vocabulary())
        found = figures.find(context)
        for each in found:
            assert (
                article.text[each.span.start : each.span.end].strip() == article.text[each.span.start : each.span.end]
            )
        return [each for each in found if each.status == "entry"]

    return entries

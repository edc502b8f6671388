"""Chinese texts of our own and the clauses found in them."""

from collections.abc import Callable

import pytest

from mappings.extract import chinese
from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.sentences import sentences_of
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary
from mappings.readers import read_bytes

Clauses = Callable[[str], list[Candidate]]


def read(text: str, vocabulary: Vocabulary | None = None) -> Context:
    """The context of a text, without agencies and documents."""
    article = read_bytes(text.encode(), "article.txt")
    return Context(article, sentences_of(article), vocabulary or shipped_vocabulary())


@pytest.fixture(scope="session")
def clauses() -> Clauses:
    """All clauses, in the order of the text, each checked against the file."""

    def find(text: str) -> list[Candidate]:
        context = read(text)
        found = chinese.find_clauses(context)
        for each in found:
            for span in (each.span, *each.alts):
                words = context.article.text[span.start : span.end]
                assert words == words.strip() != ""
        return found

    return find


@pytest.fixture(scope="session")
def entries(clauses: Clauses) -> Callable[[str], list[str]]:
    """The words of the clauses that count."""
    return lambda text: [each.label for each in clauses(text) if each.status == "entry"]


@pytest.fixture(scope="session")
def optional(clauses: Clauses) -> Callable[[str], list[str]]:
    """The words of the clauses that are neither right nor wrong."""
    return lambda text: [each.label for each in clauses(text) if each.status == "optional"]

"""Coverage: announced counts against found, sentences with a statement, clauses that nobody says."""

from pathlib import Path

import pytest

from mappings.extract.candidate import Candidate, Fired, Kind
from mappings.extract.context import Context
from mappings.extract.coverage import coverage
from mappings.extract.sentences import sentences_of
from mappings.extract.vocabulary import shipped_vocabulary
from mappings.readers import read_article
from mappings.record.values import Span

ENGLISH = "Lamps at the quay\n\nThe Lamp Plan sets out three tasks. Crews shall hang lamps. Fog is common here.\n"
CHINESE = "渡口点灯\n\n规划提出两项任务，分五个方面。一是修缮码头。二是悬挂灯笼。渔民很高兴。\n"


def context_of(folder: Path, text: str) -> Context:
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    article = read_article(path)
    return Context(article, sentences_of(article), shipped_vocabulary())


def found_in(context: Context, words: str, kind: Kind = "measure", **fields: str) -> Candidate:
    start = context.article.text.index(words)
    sentence = next(each for each in context.sentences if words in each.text)
    span = Span(start, start + len(words))
    return Candidate(kind, span, sentence.index, 0, len(words), words, fields, (Fired("r@1", 1.0),))


def test_announced_count_is_compared_with_what_was_found(tmp_path: Path) -> None:
    context = context_of(tmp_path, ENGLISH)
    told = coverage(context, [found_in(context, "hang lamps")])
    (count,) = told.announced
    assert (count.what, count.announced, count.found) == ("measures", 3, 1)
    assert context.article.text[count.span.start : count.span.end] == "three tasks"


def test_share_of_sentences_and_clauses_that_nobody_says(tmp_path: Path) -> None:
    context = context_of(tmp_path, ENGLISH)
    told = coverage(context, [found_in(context, "hang lamps")])
    assert (told.sentences, told.with_statement, told.unattributed) == (3, 1, 1)
    said = coverage(context, [found_in(context, "hang lamps", document="Lamp Plan")])
    assert said.unattributed == 0
    assert coverage(context, []).with_statement == 0


@pytest.mark.parametrize(("what", "announced"), [("measures", 2), ("aspects", 5)])
def test_counts_in_chinese(tmp_path: Path, what: str, announced: int) -> None:
    context = context_of(tmp_path, CHINESE)
    told = coverage(context, [found_in(context, "修缮码头"), found_in(context, "悬挂灯笼")])
    counts = {each.what: each for each in told.announced}
    assert counts[what].announced == announced
    assert counts[what].found == 2

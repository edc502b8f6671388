"""Plug-ins: only quotes get in, each verified; a recorded fake stands for a language model."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from mappings.extract import plugins
from mappings.extract.confidence import band
from mappings.extract.context import Context
from mappings.extract.plugins import Quote, ask, load_plugins
from mappings.extract.sentences import sentences_of
from mappings.extract.vocabulary import shipped_vocabulary
from mappings.readers import read_article
from ontology.errors import OntologyError

TEXT = "Lamps at the quay\n\nCrews shall hang lamps in 12 boats. Crews shall paint “new” masts.\n"
BLOCK = "Crews shall hang lamps in 12 boats.\nCrews shall paint “new” masts."
# What a model once answered, kept by block so that every run is the same.
RECORDED: Mapping[str, tuple[Quote, ...]] = {
    BLOCK: (
        Quote("measure", "hang lamps in 12 boats", fields={"agents": "Crews"}),
        Quote("measure", 'paint "new" masts'),
        Quote("measure", "Crews shall", occurrence=2),
        Quote("measure", "hang lamps in 13 boats"),
        Quote("observation", "12 boats", fields={"value": "13", "unit": "boats"}),
        Quote("observation", "12 boats", fields={"mood": "12"}),
        Quote("decree", "Crews"),
        Quote("measure", ""),
    )
}


class Recorded:
    """A plug-in that answers what was recorded."""

    name, version = "recorded-model", 3

    def read(self, block: str, language: str, kinds: Mapping[str, tuple[str, ...]]) -> Iterable[Quote]:
        assert language == "en"
        assert "agents" in kinds["measure"]
        return RECORDED.get(block, ())


class Broken(Recorded):
    """A plug-in that fails."""

    def read(self, block: str, language: str, kinds: Mapping[str, tuple[str, ...]]) -> Iterable[Quote]:
        raise RuntimeError("no answer")


@pytest.fixture
def context(tmp_path: Path) -> Context:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = read_article(path)
    return Context(article, sentences_of(article), shipped_vocabulary())


def test_quotes_become_candidates_at_their_words(context: Context) -> None:
    found = ask(Recorded(), context).candidates
    text = context.article.text
    assert [text[each.span.start : each.span.end] for each in found] == [
        "hang lamps in 12 boats",
        "paint “new” masts",
        "Crews shall",
    ]
    assert found[2].span.start == text.rindex("Crews shall")
    assert found[0].fields == {"agents": "Crews"}
    assert {each.rule for one in found for each in one.fired} == {"plugin-recorded-model@3"}


def test_what_does_not_stand_in_the_text_is_refused_with_the_reason(context: Context) -> None:
    refused = ask(Recorded(), context).refused
    assert len(refused) == 5
    assert "not in the text: 'hang lamps in 13 boats'" in refused
    assert "the field 'value' is not in the text" in refused
    assert "the field 'mood' is not in the text" in refused
    assert "there is no kind 'decree'" in refused


def test_what_a_plugin_says_is_never_published_unseen(context: Context) -> None:
    assert {band(each) for each in ask(Recorded(), context).candidates} <= {"review", "discard"}


def test_a_plugin_that_fails_refuses_its_blocks_and_nothing_else(context: Context) -> None:
    answer = ask(Broken(), context)
    assert answer.candidates == ()
    assert len(answer.refused) == 2


def test_plugins_are_loaded_by_name_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name = "recorded-model"

        def load(self) -> type[Recorded]:
            return Recorded

    monkeypatch.setattr(plugins, "entry_points", lambda group: [Entry()] if group == plugins.GROUP else [])
    assert load_plugins([]) == []
    (loaded,) = load_plugins(["recorded-model"])
    assert loaded.version == 3
    with pytest.raises(OntologyError, match="recorded-model"):
        load_plugins(["other"])

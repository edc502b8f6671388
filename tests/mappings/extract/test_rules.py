"""Every rule finds what its examples say, and nothing in its counter-examples; a file that is no rule says so."""

import importlib
from pathlib import Path

import pytest

from mappings.extract import parsing
from mappings.extract.rules import FOLDER, Rule, load_rules, read_rules, rules_digest
from mappings.extract.vocabulary import shipped_vocabulary
from ontology.errors import OntologyError

importlib.import_module("mappings.extract.extraction")  # the finders register their matchers

RULE = """
- id: boats
  kind: agency
  language: en
  pattern: 'boats?'
  examples: [{text: 'A boat came.', spans: ['boat']}]
  counter: ['A train came.']
"""


def _found(rule: Rule, words: str) -> list[str]:
    if rule.engine == "dependency" and not parsing.is_installed():
        pytest.skip("the language model is not installed")
    needs_parse = rule.engine in ("dependency", "matcher") and rule.language != "zh"
    tokens = parsing.parse_words(words) if needs_parse else None
    language = "zh" if any("\u4e00" <= each <= "\u9fff" for each in words) else "en"
    return [words[each.start : each.end] for each in rule.find(words, shipped_vocabulary(), tokens, language)]


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.id)
def test_rule_finds_its_examples(rule: Rule) -> None:
    for example in rule.examples:
        assert example.spans, f"{rule.id}: an example without spans tells nothing"
        assert _found(rule, example.text) == list(example.spans), example.text


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.id)
def test_rule_leaves_its_counter_examples_alone(rule: Rule) -> None:
    for words in rule.counter:
        assert _found(rule, words) == [], words


def test_every_rule_file_is_read() -> None:
    files = sorted(FOLDER.glob("*.yaml"))
    assert files
    assert len(load_rules()) == sum(len(list(read_rules(path))) for path in files)
    assert len(rules_digest()) == 64


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("examples: [{text: 'A boat came.', spans: ['boat']}]", "examples: []", "examples"),
        ("counter: ['A train came.']", "counter: []", "counter"),
        ("language: en", "language: fr", "language"),
        ("pattern: 'boats?'", "patern: 'boats?'", "patern"),
        ("id: boats", "id: Boats!", "id"),
        ("- id: boats", "- id: [boats", "YAML"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "boats.yaml"
    file.write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError) as refused:
        list(read_rules(file))
    assert str(file) in refused.value.where
    assert said in refused.value.what


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pattern: 'boats?'", "pattern: 'boats?('", "no regular expression"),
        ("pattern: 'boats?'", "engine: matcher\n  pattern: boats", "there is no matcher"),
    ],
)
def test_pattern_that_cannot_run_names_its_rule(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "boats.yaml"
    file.write_text(RULE.replace(old, new), encoding="utf-8")
    (rule,) = read_rules(file)
    with pytest.raises(OntologyError, match=said) as refused:
        list(rule.find("A boat came.", shipped_vocabulary()))
    assert refused.value.where == "boats"

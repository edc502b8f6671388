"""Hostile words: no rule may take long over any text. Each runs in a child that is ended when it does."""

import json
import subprocess
import sys

import pytest

from mappings.extract.rules import load_rules

LENGTH = 2_500
MOST = 1.0  # seconds of the processor for one rule and one text; a rule that blows up takes years
TEXTS = {
    "one-letter": "a" * LENGTH,
    "capitals": "A " * (LENGTH // 2),
    "digits": "1" * LENGTH,
    "digits-and-commas": "1,234,567," * (LENGTH // 10),
    "digits-and-points": "1.1." * (LENGTH // 4),
    "blanks": " " * LENGTH,
    "han": "的" * LENGTH,
    "numerals": "一二三四五六七八九十百千万亿" * (LENGTH // 14),
    "open-quotes": "“" * LENGTH,
    "open-titles": "《" * LENGTH,
    "open-brackets": "(" * LENGTH,
    "nested-titles": "《" * (LENGTH // 2) + "》" * (LENGTH // 2),
    "commas": "，" * LENGTH,
    "verbs": "shall promote and " * (LENGTH // 18),
    "titles": "Implementation Plan on the Opinions of the Ministry of " * (LENGTH // 55),
    "list-marks": "一是二是（三）第四，" * (LENGTH // 10),
    "percent": "% " * (LENGTH // 2),
    "hyphens": "a-" * (LENGTH // 2),
    "almost-a-title": "《" + "规划" * (LENGTH // 2),
    "compounds": "the-an-" * (LENGTH // 7),
    "quoted-names": "'The plan' says, \"" * (LENGTH // 18),
    "chained-verbs": "and asks that towns that ask that " * (LENGTH // 34),
    "almost-a-body": "Ministry of " + "Fish and " * (LENGTH // 9),
}
# A rule over the parse, of the kind that rules may have: a verb of a vocabulary, and its subject.
OVER_THE_PARSE = {
    "id": "hostile-dependency",
    "kind": "lead",
    "language": "en",
    "engine": "dependency",
    "pattern": [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": "{speech/ask-verb}"}}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": "nsubj"}},
    ],
    "examples": [{"text": "Towns ask.", "spans": []}],
    "counter": ["Towns."],
}
CHILD = """
import importlib, json, sys, time
from mappings.extract.parsing import parse_words
from mappings.extract.rules import Rule, load_rules
from mappings.extract.vocabulary import shipped_vocabulary
importlib.import_module("mappings.extract.extraction")
vocabulary = shipped_vocabulary()
own, texts = json.load(sys.stdin)
rules = [*load_rules().values(), Rule.model_validate(own)]
for rule in rules:
    list(rule.find("warm up 1", vocabulary, parse_words("warm up 1")))
print("ready", flush=True)
for text in texts:
    tokens = parse_words(text)
    for rule in rules:
        print(rule.id, end=" ", flush=True)
        began = time.process_time()
        list(rule.find(text, vocabulary, tokens if rule.language != "zh" else None))
        print(f"{time.process_time() - began:.3f}", flush=True)
"""


@pytest.fixture(scope="module")
def times() -> dict[str, float]:
    """The longest time of each rule over all texts, in seconds of the processor."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        out, _ = child.communicate(json.dumps([OVER_THE_PARSE, list(TEXTS.values())]), timeout=120)
    except subprocess.TimeoutExpired:
        child.kill()
        out, _ = child.communicate()
        last = out.splitlines()[-1] if out else "nothing"
        pytest.fail(f"a rule takes too long; the last line was {last!r}")
    assert child.returncode == 0
    found: dict[str, float] = {}
    for line in out.splitlines()[1:]:
        name, seconds = line.split()
        found[name] = max(found.get(name, 0.0), float(seconds))
    return found


def test_no_rule_takes_long_over_hostile_words(times: dict[str, float]) -> None:
    assert times.keys() == {*load_rules(), "hostile-dependency"}  # those over the parse too
    slow = {name: seconds for name, seconds in times.items() if seconds > MOST}
    assert slow == {}, f"seconds for {LENGTH} characters of the worst text"

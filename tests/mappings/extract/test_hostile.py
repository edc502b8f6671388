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
    "almost-a-body": "Ministry of " + "Fish and " * (LENGTH // 9),
}
CHILD = """
import importlib, json, sys, time
from mappings.extract.rules import load_rules
from mappings.extract.vocabulary import shipped_vocabulary
importlib.import_module("mappings.extract.extraction")
vocabulary = shipped_vocabulary()
rules = [rule for rule in load_rules().values() if rule.engine != "dependency"]
for rule in rules:
    list(rule.find("warm up 1", vocabulary))
print("ready", flush=True)
for text in json.load(sys.stdin):
    for rule in rules:
        print(rule.id, end=" ", flush=True)
        began = time.process_time()
        list(rule.find(text, vocabulary))
        print(f"{time.process_time() - began:.3f}", flush=True)
"""


@pytest.fixture(scope="module")
def times() -> dict[str, float]:
    """The longest time of each rule over all texts, in seconds of the processor."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        out, _ = child.communicate(json.dumps(list(TEXTS.values())), timeout=120)
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
    assert len(times) == sum(rule.engine != "dependency" for rule in load_rules().values())
    slow = {name: seconds for name, seconds in times.items() if seconds > MOST}
    assert slow == {}, f"seconds for {LENGTH} characters of the worst text"

"""Nothing here is copied from the articles that the extraction was developed on: not in rules, words, code or tests.

Looked for are 8 running words of English or 12 running Han characters. Titles of documents and articles and names of
bodies may stand here; they are facts.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
WORDS, HAN = 8, 12
KINDS = {".py", ".yaml", ".ttl", ".tsv", ".md", ".rq", ".html", ".toml", ".txt", ".js", ".css", ".jsonl"}
# The five records quote what their rights statements allow; the lists of the audit and the answers come from them.
QUOTING = ("mappings/corpus/", "tests/corpus/", "tests/cases/questions/")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[0-9]+(?:[.,][0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def texts() -> Iterator[Path]:
    """The development texts; where they are not at hand, none."""
    yield from sorted((SHARED / "corpus").glob("*.txt"))
    yield from sorted((SHARED / "evaluation" / "dev").glob("*.txt"))


def names() -> str:
    """What may stand here: titles and names that the annotations, the records and the authorities give."""
    records = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "mappings/corpus/records").glob("*"))]
    found = [title for written in records for title in re.findall(r"\btitle: ([^,}\n]+)", written)]
    for path in sorted((REPOSITORY / "ontology/authorities").glob("*.ttl")):
        found += [label for line in path.read_text(encoding="utf-8").splitlines() if "Label" in line
                  for label in re.findall(r'"([^"]+)"@', line)]  # fmt: skip
    for folder in (SHARED / "evaluation" / "gold", SHARED / "evaluation" / "dev"):
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            for entry in [*gold["documents"], *gold["agencies"]]:
                named = [entry.get("title"), entry.get("name"), *entry.get("aliases", []), entry["quote"]]
                named += [alt["quote"] for alt in entry.get("alts", [])]
                found += [each for each in named if each]
    for path in texts():
        found += path.read_text(encoding="utf-8-sig").strip().splitlines()[:1]
    return "\n".join(found)


def runs(text: str) -> set[str]:
    """All stretches of 8 words and of 12 Han characters, folded."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found = {" ".join(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}
    for run in _HAN.findall(re.sub(r"[，。、；：“”《》（）\s]", "", text)):
        found |= {run[start : start + HAN] for start in range(len(run) - HAN + 1)}
    return found


def files() -> list[Path]:
    """The files of the repository that hold words of people: those that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [
        REPOSITORY / name
        for name in listed
        if Path(name).suffix in KINDS and not name.startswith(QUOTING) and (REPOSITORY / name).is_file()
    ]


def test_no_eight_words_and_no_twelve_characters_of_a_development_text() -> None:
    sources = list(texts())
    if not sources:
        pytest.skip(f"the development texts are not at {SHARED}")
    allowed = runs(names())
    foreign = {run: path.name for path in sources for run in runs(path.read_text(encoding="utf-8-sig"))}
    copied = [
        f"{path.relative_to(REPOSITORY)}: {run} ({foreign[run]})"
        for path in files()
        for run in sorted(runs(path.read_text(encoding="utf-8")) & foreign.keys() - allowed)
    ]
    assert copied == []


def test_what_is_looked_for_would_be_found() -> None:
    assert "one two three four five six seven eight" in runs("(One two, three four five six seven eight nine")
    assert "湖上的渡船每天夜里都点灯" in runs("说：湖上的渡船，每天夜里都点灯吗")
    assert runs("seven words are not enough to tell") == set()

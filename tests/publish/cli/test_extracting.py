"""`policygraph extract`: one article to the screen, a folder to a folder, and what cannot be read says why."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cli import main

NEWS = 'The Ministry of Finance issued the "Guiding Opinions on Mending Ferries" in 2031.\n'
RELEASE = "近日，财政部印发《关于修缮渡口的意见》。"


def extract(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["extract", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles and a file that is none."""
    place = tmp_path / "articles"
    place.mkdir()
    (place / "news.txt").write_text(NEWS, encoding="utf-8")
    (place / "release").write_bytes(RELEASE.encode("gb18030"))
    (place / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    return place


def test_one_article_is_printed_as_json(folder: Path) -> None:
    result = extract(folder / "news.txt", "--json")
    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert [each["title"] for each in made["documents"]] == ["Guiding Opinions on Mending Ferries"]
    assert made["documents"][0]["issuers"] == ["Ministry of Finance"]
    assert (made["decoder"], made["chars"]) == ("utf-8", len(NEWS))


def test_other_encodings_are_named(folder: Path) -> None:
    made = json.loads(extract(folder / "release", "--json").stdout)
    assert made["decoder"] == "gb18030"
    assert [each["quote"] for each in made["documents"]] == ["《关于修缮渡口的意见》"]


def test_one_article_is_shown_as_a_table(folder: Path) -> None:
    result = extract(folder / "news.txt")
    assert result.exit_code == 0
    assert "document" in result.stdout
    assert "Guiding Opinions" in result.stdout


def test_folder_gives_one_file_per_article_and_tells_what_it_could_not_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "found"
    result = extract(folder, "--json", "--out", out)
    assert result.exit_code == 1
    assert "picture.png" in result.stderr
    assert sorted(each.name for each in out.glob("*.json")) == ["news.txt.extracted.json", "release.extracted.json"]
    alone = extract(folder / "news.txt", "--json").stdout
    assert (out / "news.txt.extracted.json").read_text(encoding="utf-8") == alone
    before = {each.name: each.read_bytes() for each in out.glob("*.json")}
    extract(folder, "--json", "--out", out)
    assert {each.name: each.read_bytes() for each in out.glob("*.json")} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{folder}"], "Say where to"),
        (["{folder}/news.txt", "--out", "{folder}/x"], "Leave out --out"),
        (["{folder}/missing.txt"], "does not exist"),
        (["{folder}/news.txt", "--decoder", "morse"], "morse"),
    ],
)
def test_wrong_command_says_what_to_do(folder: Path, arguments: list[str], said: str) -> None:
    result = extract(*(each.format(folder=folder) for each in arguments))
    assert result.exit_code == 2
    assert said in result.stderr


def test_file_that_is_no_article_says_why(folder: Path) -> None:
    result = extract(folder / "picture.png", "--json")
    assert result.exit_code == 1
    assert "to do:" in result.stderr


def test_file_over_the_limit_is_not_read(folder: Path) -> None:
    huge = folder / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    result = extract(huge, "--json")
    assert result.exit_code == 1
    assert "200000000 bytes" in result.stderr

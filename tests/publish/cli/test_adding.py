"""`policygraph add` and `anchor`: texts into the archive, skeletons into the records, nothing ever overwritten."""

from pathlib import Path

import pytest

from mappings.record import read_record

ENGLISH = "A library in every village\n\nThe county opened forty libraries. Readers were glad.\n"
CHINESE = "村村有图书馆\n\n该县新开四十座图书馆。读者都很高兴。\n"

DUMP = """\
title: 渡船夜航的通知
resulting_text: 县政府决定开行夜航渡船，市民盼望已久。
input_url: 20240503001357/http://boats.example/notice.html
returned_url: https://web.archive.org/web/20240502091931/http://boats.example/notice.html
date: 2024-05-03 00:00:00
translated_title: Notice on the Night Ferry
translated_content: The county decided to sail a ferry at night, as everybody had hoped.
"""
PAGE = """\
<html><head><title>Rooms &amp; readers - Port News</title></head><body><h1>Rooms &amp; readers</h1>
<p>Published on 2 May 2024</p><p>The council opened <b>forty</b> reading rooms, it said, and will open more.</p></body>
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "village-libraries.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_text_is_archived_as_it_is_and_a_record_begun(run, workspace: Path, article: Path) -> None:
    result = run("add", article, "-w", workspace)
    assert result.exit_code == 0
    assert (workspace / "archive" / article.name).read_bytes() == article.read_bytes()
    record = read_record(workspace / "records" / "village-libraries.yaml")
    assert record.source.characters == len(ENGLISH)
    assert record.source.decoder == "utf-8"
    assert [str(region) for region in record.expressions[0].regions] == [f"0-{len(ENGLISH) - 1}"]
    assert record.article.label.en == "A library in every village"
    assert [place for place, _ in record.entries()] == [("article",)]


def test_language_and_title_are_guessed(run, workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "libraries-zh.txt"
    path.write_text(CHINESE, encoding="utf-8")
    run("add", path, "-w", workspace, "--genre", "op-ed")
    record = read_record(workspace / "records" / "libraries-zh.yaml")
    assert record.expressions[0].language == "zh"
    assert record.article.evidence[0].title == "村村有图书馆"
    assert record.article.genre == "op-ed"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("One line. And another sentence", "One line"),
        ("\n\n  Title with spaces  \nbody", "Title with spaces"),
        ("\ufeffTitle after a mark\nbody", "Title after a mark"),
        ("x" * 400, "x" * 120),
        ("长" * 90, "长" * 40),
        ('Say "no: never" #1\nbody', 'Say "no: never" #1'),
        ("Version 2.0 of the plan\nbody", "Version 2.0 of the plan"),
        ("!", "!"),
        ('"} DROP ALL ; <http://x>\nbody', '"} DROP ALL ; <http://x>'),
    ],
)
@pytest.mark.accept("U20")
def test_first_line_or_sentence_becomes_the_title(run, workspace: Path, tmp_path: Path, text: str, title: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    result = run("add", path, "-w", workspace)
    assert result.exit_code == 0, result.stderr
    assert read_record(workspace / "records" / "article.yaml").article.evidence[0].title == title


def test_added_article_can_be_accepted_built_and_checked(run, workspace: Path, article: Path) -> None:
    run("add", article, "-w", workspace)
    decisions = (workspace / "decisions" / "reading-rooms.yaml").read_text(encoding="utf-8")
    accepted = decisions.replace("reading-rooms", "village-libraries")
    (workspace / "decisions" / "village-libraries.yaml").write_text(accepted, encoding="utf-8")
    assert run("build", workspace, "--date", "2026-11-25").exit_code == 0
    assert run("check", workspace, "--archive", workspace / "archive").exit_code == 0


def test_same_file_twice_changes_nothing(run, workspace: Path, article: Path) -> None:
    run("add", article, "-w", workspace)
    before = snapshot(workspace)
    result = run("add", article, "-w", workspace)
    assert result.exit_code == 0
    assert "1 were here already" in result.stdout
    assert snapshot(workspace) == before


@pytest.mark.accept("U19")
@pytest.mark.parametrize("change", ["", "\r\n", "\ufeff"], ids=["same-bytes", "other-line-ends", "with-bom"])
def test_same_text_under_another_name_is_refused(run, workspace: Path, article: Path, change: str) -> None:
    run("add", article, "-w", workspace)
    twin = article.with_name("twin.txt")
    text = change + ENGLISH if change == "\ufeff" else ENGLISH.replace("\n", change or "\n")
    twin.write_bytes(text.encode())
    before = snapshot(workspace)
    result = run("add", twin, "-w", workspace)
    assert result.exit_code == 1
    assert "the same text is here already, as village-libraries.txt" in result.stderr
    assert snapshot(workspace) == before


@pytest.mark.accept("U19")
def test_same_text_is_known_from_the_record_when_the_archive_lacks_it(run, workspace: Path, article: Path) -> None:
    run("add", article, "-w", workspace)
    (workspace / "archive" / article.name).unlink()
    twin = article.with_name("twin.txt")
    twin.write_bytes(article.read_bytes())
    assert "the same text is here already" in run("add", twin, "-w", workspace).stderr
    assert run("add", article, "-w", workspace).exit_code == 0
    assert (workspace / "archive" / article.name).read_bytes() == article.read_bytes()


@pytest.mark.accept("U19")
def test_other_text_under_a_known_name_is_refused(run, workspace: Path, article: Path) -> None:
    run("add", article, "-w", workspace)
    before = snapshot(workspace)
    article.write_text(ENGLISH.replace("forty", "fifty"), encoding="utf-8")
    result = run("add", article, "-w", workspace)
    assert result.exit_code == 1
    assert "another text of this name" in result.stderr
    assert snapshot(workspace) == before


@pytest.mark.accept("U2")
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.txt", b" \n\t\n", "holds no text"),
        ("short-gbk.txt", "政策".encode("gbk"), "too short to tell its encoding"),
        ("cut.txt", CHINESE.encode()[:-5], "cut off in its last character"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
        ("nul.txt", b"text\x00text", "control character"),
        ("frames.html", b"<html><frameset><frame src=a></frameset></html>", "frameset"),
    ],
)
def test_file_that_cannot_be_read_stays_outside_and_the_others_are_taken(
    run, workspace: Path, article: Path, name: str, content: bytes, message: str
) -> None:
    path = article.with_name(name)
    path.write_bytes(content)
    result = run("add", path, article, "-w", workspace)
    assert result.exit_code == 1
    assert message in result.stderr
    assert str(path) in result.stderr
    assert (workspace / "records" / "village-libraries.yaml").exists()
    assert not (workspace / "archive" / name).exists()
    assert not (workspace / "records" / f"{path.stem}.yaml").exists()
    assert run("build", workspace).exit_code == 0


@pytest.mark.parametrize("name", ["bad name!.txt", ".hidden"])
def test_file_whose_name_cannot_be_taken_writes_nothing(run, workspace: Path, article: Path, name: str) -> None:
    path = article.with_name(name)
    path.write_bytes(b"Some text")
    before = snapshot(workspace)
    result = run("add", article, path, "-w", workspace)
    assert result.exit_code == 1
    assert "cannot name a record" in result.stderr
    assert snapshot(workspace) == before


@pytest.mark.accept("U1")
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-8"])
def test_decoder_is_told_by_the_bytes_and_stands_in_the_record(
    run, workspace: Path, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "libraries-zh.txt"
    path.write_bytes(CHINESE.encode(encoding))
    assert run("add", path, "-w", workspace).exit_code == 0
    record = read_record(workspace / "records" / "libraries-zh.yaml")
    assert (record.source.decoder, record.source.characters) == (encoding, len(CHINESE))
    assert record.article.evidence[0].title == "村村有图书馆"
    decisions = (workspace / "decisions" / "reading-rooms.yaml").read_text(encoding="utf-8")
    (workspace / "decisions" / "libraries-zh.yaml").write_text(
        decisions.replace("reading-rooms", "libraries-zh"), encoding="utf-8"
    )
    assert run("anchor", "libraries-zh", "-w", workspace).exit_code == 0
    assert run("build", workspace).exit_code == 0
    assert run("check", workspace, "--archive", workspace / "archive").exit_code == 0


def test_decoder_that_a_person_names_is_used(run, workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("政策".encode("gbk"))
    assert run("add", path, "-w", workspace).exit_code == 1
    assert run("add", path, "-w", workspace, "--decoder", "gb18030").exit_code == 0
    assert read_record(workspace / "records" / "note.yaml").source.decoder == "gb18030"
    assert run("add", path, "-w", workspace, "--decoder", "rot13").exit_code == 2


def test_dump_begins_a_record_with_its_expressions_captures_and_no_invented_date(
    run, workspace: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(DUMP, encoding="utf-8")
    assert run("add", path, "-w", workspace).exit_code == 0
    written = (workspace / "records" / "ferry.yaml").read_text(encoding="utf-8")
    record = read_record(workspace / "records" / "ferry.yaml")
    assert [(e.key, e.language, e.origin, e.basis, e.translation_of) for e in record.expressions] == [
        ("zh", "zh", "original", "declared", None),
        ("en", "en", "machine-translation", "presumed", "zh"),
    ]
    (capture,) = record.captures
    assert (capture.captured, capture.requested, capture.url) == (
        *("2024-05-02T09:19:31Z", "20240503001357", "http://boats.example/notice.html"),
    )
    assert record.article.issued is None
    assert '#   crawled: "2024-05-03"' in written
    assert record.article.genre == "news-feature"
    assert "# guessed: no words of the text tell it" in written
    assert run("build", workspace).exit_code == 0


def test_page_begins_a_record_whose_spans_count_its_tags(run, workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "rooms.html"
    path.write_text(PAGE, encoding="utf-8")
    assert run("add", path, "-w", workspace).exit_code == 0
    record = read_record(workspace / "records" / "rooms.yaml")
    assert record.article.label.en == "Rooms & readers"
    assert record.article.issued == "2024-05-02"
    title = record.article.evidence[0].span
    assert PAGE[title.start : title.end] == "Rooms &amp; readers"
    assert "The council" in PAGE[slice(*map(int, str(record.expressions[0].regions[-1]).split("-")))]
    assert run("build", workspace).exit_code == 0


def test_words_that_yaml_would_break_are_kept(run, workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("Odd\u200b\ufefftitle \u202ehere\n\nShort\x85lines\u2028of text.\n", encoding="utf-8")
    assert run("add", path, "-w", workspace).exit_code == 0
    assert (
        read_record(workspace / "records" / "odd.yaml").article.evidence[0].title == "Odd\u200b\ufefftitle \u202ehere"
    )
    assert run("build", workspace).exit_code == 0


def test_file_over_the_limit_is_refused(run, workspace: Path, article: Path) -> None:
    settings = workspace / "policygraph.toml"
    settings.write_text("[limits]\narticle_bytes = 20\n", encoding="utf-8")
    result = run("add", article, "-w", workspace)
    assert result.exit_code == 1
    assert "the limit is 20" in result.stderr


def test_unknown_genre_is_refused(run, workspace: Path, article: Path) -> None:
    result = run("add", article, "-w", workspace, "--genre", "poem")
    assert result.exit_code == 2
    assert "op-ed" in result.stderr


def test_anchor_fills_the_table_of_spans(run, workspace: Path) -> None:
    record = workspace / "records" / "reading-rooms.yaml"
    whole = record.read_text(encoding="utf-8")
    record.write_text(whole.partition("\nspans:")[0] + "\n", encoding="utf-8")
    assert run("build", workspace).exit_code == 1
    result = run("anchor", "reading-rooms", "-w", workspace)
    assert result.exit_code == 0
    assert record.read_text(encoding="utf-8") == whole


def test_anchor_without_the_text_leaves_the_record_alone(run, workspace: Path, tmp_path: Path) -> None:
    before = snapshot(workspace)
    result = run("anchor", "-w", workspace, "--archive", tmp_path)
    assert result.exit_code == 1
    assert "reading-rooms.txt" in result.stderr
    assert snapshot(workspace) == before


@pytest.mark.accept("W5")
def test_words_that_look_like_others_are_told_and_taken_as_they_are(run, workspace: Path, tmp_path: Path) -> None:
    text = ENGLISH + "".join(
        f"The p\u0430ier {word} opens.\n" for word in ("one", "two", "three", "four", "five", "six")
    )
    (tmp_path / "piers.txt").write_text(text, encoding="utf-8")
    result = run("add", tmp_path / "piers.txt", "-w", workspace, "--no-proposals", "--decoder", "utf-8")
    assert result.exit_code == 0
    assert (
        f"look at  'p\u0430ier' at offset {text.index(chr(0x430)) - 1}: mixes Latin and Cyrillic letters"
        in result.stderr
    )
    assert "look at  1 more such words" in result.stderr
    assert (workspace / "archive" / "piers.txt").read_text(encoding="utf-8") == text

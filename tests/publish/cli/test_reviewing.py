"""`policygraph review`: proposals become statements, decisions stay, identifiers are never lost."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mappings.quotation import anchor
from mappings.record import read_record
from mappings.record.proposal import Extraction, Proposal, Quality
from mappings.record.values import Span
from mappings.record.writing import replace_file, with_proposals, with_spans
from mappings.record.yaml import read_yaml
from mappings.review.extracting import Extracted
from publish import reviewing
from publish.store.sorting import LineFile

TEXT = """\
Lamps for the night ferry

The State Council issued the Implementation Plan for Night Ferries in 2023. The plan asks crews
to hang a lamp on every mast. Ferries carried 4.2 million people in 2022.
"We should open the quay on Sundays," a skipper said.
"""
RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"
ZERO = "0" * 64


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def proposal(key: str, kind: str, words: str, confidence: str, band: str, **fields: str) -> Proposal:
    return Proposal.model_validate(
        {
            "key": key,
            "kind": kind,
            "span": str(span(words)),
            "label": words,
            "fields": fields,
            "rules": [f"rule-of-{kind}@1"],
            "confidence": confidence,
            "band": band,
        }
    )


PROPOSALS = (
    proposal("a-000001", "agency", "The State Council", "0.97", "auto", name="State Council"),
    proposal(
        "d-000001", "document", "Implementation Plan for Night Ferries", "0.95", "auto",
        title="Implementation Plan for Night Ferries", issuers="State Council", date="2023",
    ).model_copy(update={"grounds": {"issuers": (span("The State Council"),)}}),
    proposal(
        "m-000001", "measure", "hang a lamp on every mast", "0.92", "auto",
        document="Implementation Plan for Night Ferries",
    ),
    proposal(
        "o-000001", "observation", "Ferries carried 4.2 million people in 2022", "0.7", "review",
        value="4.2 million", unit="people", reported="4.2 million", period="2022", indicator="people on ferries",
    ),
    proposal("m-000002", "measure", "open the quay on Sundays", "0.55", "review"),
    proposal("t-000001", "target", "every mast", "0.05", "discard"),
)  # fmt: skip


@pytest.fixture
def reviewed(run, workspace: Path, tmp_path: Path) -> Path:
    """A workspace with a second article, whose statements are proposed."""
    source = tmp_path / "night-ferry.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert run("add", source, "-w", workspace, "--no-proposals", "--date", "2026-11-20").exit_code == 0
    put_proposals(workspace, PROPOSALS)
    return workspace


def put_proposals(workspace: Path, proposals: tuple[Proposal, ...]) -> None:
    path = workspace / "records" / "night-ferry.yaml"
    skipper = f"{{span: {span('a skipper')}, says: exists}}"
    voices = f"voices:\n  - {{key: skipper, label: {{en: A skipper, zh: 船长}}, evidence: [{skipper}]}}\n\nspans:"
    if "voices:" not in path.read_text(encoding="utf-8"):
        path.write_text(path.read_text(encoding="utf-8").replace("spans:", voices), encoding="utf-8")
    made = Extraction(at="2026-11-20", program="a test", rules=ZERO, vocabulary=ZERO, weights=ZERO)
    written = with_proposals(path.read_text(encoding="utf-8"), made, Quality(sentences=4, with_statement=3), proposals)
    spans = {one for each in proposals if each.band != "discard" for one in each.spans()} | {span("a skipper")}
    held = {Span.parse(str(key)): key for key in read_yaml(path).content.get("spans", {})}
    replace_file(path, with_spans(written, {each: anchor(TEXT, each, RIGHTS) for each in spans | held.keys()}))


def quads(workspace: Path) -> list[str]:
    release = sorted((workspace / "releases").glob("20*"))[-1]
    return [line.decode() for line in LineFile(release / "data" / "dataset.nq")]


def build(run, workspace: Path, day: str = "2026-11-25"):
    result = run("build", workspace, "--date", day)
    assert result.exit_code == 0, result.output
    return quads(workspace)


def status_of(run, workspace: Path) -> dict[str, str]:
    lines = run("review", "list", "-w", workspace, "--json").stdout.splitlines()
    return {row["key"]: row["status"] for row in map(json.loads, lines)}


def published(lines: list[str], words: str) -> bool:
    """Whether the default graph has a thing of this English name."""
    return any(words in line and line.endswith(f'"{words}"@en .') and "prefLabel" in line for line in lines)


def test_proposals_are_valid_lift_and_pass_the_shapes(run, reviewed: Path) -> None:
    record = read_record(reviewed / "records" / "night-ferry.yaml")
    assert [each.key for each in record.proposals] == [each.key for each in PROPOSALS]
    lines = build(run, reviewed)
    assert published(lines, "hang a lamp on every mast"), "band auto, with its document, is published as machine-read"
    assert not published(lines, "open the quay on Sundays"), "what is to be reviewed is not published"
    assert any("open the quay on Sundays" in line for line in lines), "but it stands in its evidence graph"
    assert not any('"every mast"' in line for line in lines), "what is set aside goes nowhere"
    assert any("confidence" in line and '"0.92"' in line for line in lines)
    assert any("extractedBy" in line and "rule-of-measure@1" in line for line in lines)
    assert run("check", reviewed, "--archive", reviewed / "archive").exit_code == 0


@pytest.fixture
def accepted(reviewed: Path) -> Path:
    """The same, with a verdict on the whole record: on the skipper, whom a person wrote down."""
    decisions = (reviewed / "decisions" / "reading-rooms.yaml").read_text(encoding="utf-8")
    whole = decisions.replace("reading-rooms", "night-ferry").replace("2026-11-25", "2026-11-20")
    (reviewed / "decisions" / "night-ferry.yaml").write_text(whole, encoding="utf-8")
    return reviewed


def test_recommendation_needs_a_speaker_who_is_accepted(run, reviewed: Path) -> None:
    words = ("--kind", "recommendation", "--set", "by=skipper", "--why", "His words.", "-w", reviewed)
    refused = run("review", "edit", "m-000002", *words)
    assert refused.exit_code == 1
    assert "lacks by" in refused.stderr


def test_verdict_on_the_whole_record_accepts_no_proposal(run, accepted: Path) -> None:
    assert status_of(run, accepted)["m-000002"] == "proposed"


def test_rejected_statement_leaves_with_its_reason(run, reviewed: Path) -> None:
    words = ("--why", "Not the plan's.", "-w", reviewed, "--date", "2026-11-21")
    assert run("review", "reject", "m-000001", *words).exit_code == 0
    lines = build(run, reviewed)
    assert not published(lines, "hang a lamp on every mast")
    assert any("Not the plan's." in line for line in lines)
    assert any("#verdict" in line and "review/rejected" in line for line in lines)
    assert status_of(run, reviewed)["m-000001"] == "rejected"


def test_accepting_asks_for_what_is_lacking_and_says_what_the_article_does_not_state(run, reviewed: Path) -> None:
    why = ("--why", "Read.", "-w", reviewed, "--date", "2026-11-21")
    refused = run("review", "accept", "o-000001", *why)
    assert refused.exit_code == 1
    assert "indicator, unit" in refused.stderr
    assert not (reviewed / "decisions" / "night-ferry.yaml").exists()
    taken = run("review", "accept", "o-000001", *why, "--set", "indicator=internet-users", "--set", "unit=NUM")
    assert taken.exit_code == 0, taken.stderr
    written = (reviewed / "decisions" / "night-ferry.yaml").read_text(encoding="utf-8")
    assert "area: not-stated" in written
    lines = build(run, reviewed)
    assert any('"4200000"' in line and "obsValue" in line for line in lines)


def test_accepted_as_it_stands_stays_the_rule_s_reading_and_becomes_a_review(run, reviewed: Path) -> None:
    run("review", "accept", "m-000001", "--why", "Read.", "-w", reviewed, "--date", "2026-11-21")
    lines = build(run, reviewed)
    assert any("extractedBy" in line and "rule-of-measure@1" in line for line in lines)
    reviews = {line.split()[0] for line in lines if "#Review>" in line and "/review/" in line}
    assert any("wasAssociatedWith" in line and line.split()[0] in reviews for line in lines)
    assert any("prov#used" in line and line.split()[0] in reviews for line in lines)


def test_edit_changes_the_kind_and_keeps_every_identifier(run, accepted: Path) -> None:
    reviewed = accepted
    before = build(run, reviewed)
    assert any("/id/measure/" in line for line in before)
    edited = run(
        "review", "edit", "night-ferry/m-000002", "--kind", "recommendation", "--set", "by=skipper",
        "--why", "A skipper says so.", "-w", reviewed, "--date", "2026-11-25",
    )  # fmt: skip
    assert edited.exit_code == 0, edited.stderr
    lines = build(run, reviewed)
    assert published(lines, "open the quay on Sundays")
    assert any("/id/recommendation/" in line for line in lines)
    assert any("deprecated" in line and "/id/measure/" in line for line in lines), "the measure says where to go"
    ledger = (reviewed / "ledger.jsonl").read_text(encoding="utf-8")
    assert "held to be a recommendation" in ledger
    assert run("review", "undo", "m-000002", "-w", reviewed, "--date", "2026-11-25").exit_code == 0
    assert status_of(run, reviewed)["m-000002"] == "proposed"
    assert "proposed or accepted again" in (reviewed / "ledger.jsonl").read_text(encoding="utf-8")


def test_added_statement_is_published_and_can_be_undone(run, reviewed: Path) -> None:
    added = run(
        "review", "add", "night-ferry", "--kind", "measure", "--quote", "asks crews\nto hang a lamp",
        "--set", "document=Implementation Plan for Night Ferries", "--set", "label=Ask crews for lamps",
        "--why", "Was missed.", "-w", reviewed, "--date", "2026-11-21",
    )  # fmt: skip
    assert added.exit_code == 0, added.stderr
    key = added.stdout.partition("/")[2].partition(":")[0]
    assert published(build(run, reviewed), "Ask crews for lamps")
    assert run("review", "undo", key, "-w", reviewed, "--date", "2026-11-25").exit_code == 0
    assert status_of(run, reviewed)[key] == "rejected"


def test_decisions_are_lines_that_nothing_changes(run, reviewed: Path) -> None:
    path = reviewed / "decisions" / "night-ferry.yaml"
    words = ("-w", reviewed, "--date", "2026-11-21")
    run("review", "accept", "m-000001", "--why", 'Read: "yes" #1\n- no', *words)
    first = path.read_text(encoding="utf-8")
    run("review", "reject", "m-000001", "--why", "Read again.", *words)
    second = path.read_text(encoding="utf-8")
    assert second.startswith(first)
    assert second.count("\n") == first.count("\n") + 1
    earlier = run("review", "reject", "d-000001", "--why", "Late.", "-w", reviewed, "--date", "2026-11-20")
    assert earlier.exit_code == 1
    assert "order of their days" in earlier.stderr
    assert path.read_text(encoding="utf-8") == second


def test_crash_while_writing_leaves_the_decisions_as_they_were(run, reviewed: Path, monkeypatch) -> None:
    path = reviewed / "decisions" / "night-ferry.yaml"
    words = ("-w", reviewed, "--date", "2026-11-21")
    run("review", "accept", "m-000001", "--why", "Read.", *words)
    before = path.read_bytes()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mappings.record.writing.os.fsync", die)
    run("review", "reject", "m-000001", "--why", "Read again.", *words)
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert run("review", "reject", "m-000001", "--why", "Read again.", *words).exit_code == 0
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["accept", "m-999999", "--why", "x"], "nothing is proposed"),
        (["accept", "m-000002", "--why", "x"], "document or agents"),
        (["accept", "m-000001", "--why", "x", "--set", "colour=red"], "no field 'colour'"),
        (["accept", "m-000001", "--why", "x", "--set", "modality=perhaps"], "no modality"),
        (["accept", "m-000001", "--why", "x", "--by", "nobody"], "no person or group"),
        (["add", "night-ferry", "--kind", "measure", "--quote", "no such words", "--why", "x"], "not in the text"),
        (["undo", "m-000001"], "nobody has decided"),
    ],
)
def test_what_cannot_be_decided_says_why_and_writes_nothing(run, reviewed: Path, words: list, message: str) -> None:
    result = run("review", *words, "-w", reviewed)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (reviewed / "decisions" / "night-ferry.yaml").exists()


def test_walk_shows_the_words_and_takes_decisions_until_it_is_left(run, accepted: Path) -> None:
    reviewed = accepted
    answers = "e\nrecommendation\n\nby=skipper\n\nA skipper says so.\nu\ns\ns\nx\nq\n"
    result = run("review", "-w", reviewed, "--date", "2026-11-21", input=answers)
    assert result.exit_code == 0, result.output
    assert "【open the quay on Sundays】" in result.stdout
    assert "rules: rule-of-measure@1" in result.stdout
    assert "Undone: night-ferry/m-000002" in result.stdout
    written = (reviewed / "decisions" / "night-ferry.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.split("verdict: ")[1].split(",")[0] for line in written[4:]] == ["amended", "proposed"]


def test_walk_with_nothing_typed_loses_nothing(run, reviewed: Path) -> None:
    result = run("review", "-w", reviewed, input="")
    assert result.exit_code == 0
    assert "0 decisions; 2 left." in result.stdout


def test_text_that_a_terminal_would_obey_is_written_out() -> None:
    assert reviewing.printable("a\x1b[2Jb\u202ec\nd") == "a\\u001b[2Jb\\u202ec d"


ARTICLE = """\
Lamps for night ferries

The Ministry of Commerce issued the Implementation Plan for Night Ferries on Monday. The plan calls for building forty
lamp depots. Ferries carried 4.2 million passengers in 2023, up 7.1 percent.
"""


@pytest.fixture
def extracted(run, workspace: Path, tmp_path: Path) -> Path:
    """A workspace with an article as `add` reads it."""
    source = tmp_path / "ferries.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    result = run("add", source, "-w", workspace, "--date", "2026-11-20")
    assert result.exit_code == 0, result.output
    assert "proposed" in result.stdout
    return workspace


def test_add_proposes_what_the_article_says_and_it_can_be_built(run, extracted: Path) -> None:
    record = read_record(extracted / "records" / "ferries.yaml")
    assert {"agency", "document", "observation"} <= {each.kind for each in record.proposals}
    assert all(each.rules and each.confidence > 0 for each in record.proposals)
    assert record.quality
    assert record.quality.with_statement <= record.quality.sentences
    assert record.extraction
    assert record.extraction.model
    build(run, extracted)
    assert run("check", extracted, "--archive", extracted / "archive").exit_code == 0


def test_renewing_without_a_change_changes_nothing(run, extracted: Path) -> None:
    path = extracted / "records" / "ferries.yaml"
    before = path.read_bytes()
    result = run("review", "renew", "ferries", "-w", extracted, "--date", "2026-11-20")
    assert result.exit_code == 0, result.output
    assert "0 new, 0 gone, 0 changed" in result.stdout
    assert path.read_bytes() == before


def test_decisions_survive_when_the_record_is_made_anew(run, extracted: Path, tmp_path: Path) -> None:
    record = read_record(extracted / "records" / "ferries.yaml")
    agency = next(each.key for each in record.proposals if each.kind == "agency")
    assert run("review", "reject", agency, "--why", "No.", "-w", extracted, "--date", "2026-11-21").exit_code == 0
    (extracted / "records" / "ferries.yaml").unlink()
    assert run("add", tmp_path / "ferries.txt", "-w", extracted, "--date", "2026-11-22").exit_code == 0
    assert status_of(run, extracted)[agency] == "rejected"


def test_orphans_are_reported_and_not_dropped(run, extracted: Path) -> None:
    record = read_record(extracted / "records" / "ferries.yaml")
    agency = next(each.key for each in record.proposals if each.kind == "agency")
    run("review", "reject", agency, "--why", "No.", "-w", extracted, "--date", "2026-11-21")
    path = extracted / "records" / "ferries.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if f"key: {agency}" not in line), encoding="utf-8")
    listed = run("review", "list", "-w", extracted)
    assert f"ferries/{agency}: rejected by editors, but its words are not proposed" in listed.stderr
    refused = run("build", extracted)
    assert refused.exit_code == 1
    assert "the decision is an orphan" in refused.stderr
    assert "1 found again" in run("review", "renew", "ferries", "-w", extracted, "--date", "2026-11-22").stdout
    assert run("review", "list", "-w", extracted).stderr == ""
    assert status_of(run, extracted)[agency] == "rejected"


def test_what_a_release_held_is_withdrawn_when_it_is_not_proposed_any_more(run, extracted: Path, monkeypatch) -> None:
    build(run, extracted)
    read = reviewing.extract_proposals

    def without_figures(*given: object) -> Extracted:
        found = read(*given)
        return replace(found, proposals=tuple(each for each in found.proposals if each.kind != "observation"))

    monkeypatch.setattr(reviewing, "extract_proposals", without_figures)
    renewed = run("review", "renew", "ferries", "-w", extracted, "--date", "2026-11-25")
    assert renewed.exit_code == 0, renewed.output
    assert "2 gone" in renewed.stdout
    ledger = (extracted / "ledger.jsonl").read_text(encoding="utf-8")
    assert ledger.count("not proposed any more") == 2
    monkeypatch.undo()
    assert run("review", "renew", "ferries", "-w", extracted, "--date", "2026-11-25").exit_code == 0
    assert (extracted / "ledger.jsonl").read_text(encoding="utf-8").count("proposed or accepted again") == 2
    build(run, extracted, "2026-11-26")

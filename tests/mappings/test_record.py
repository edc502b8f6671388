"""Records: a wrong one is refused with file, line, field and what to do; nothing is written."""

import pytest

from mappings import anchor_record, read_record, verify
from mappings.record.yaml import LIMIT, read_yaml
from ontology.errors import ArchiveError, RecordError

FAULTS = [
    # what is changed, to what; what the message says; which field it names; the text on the line it names
    ("format: policygraph-record/1", "format: policygraph-record/2", "policygraph-record/1", "format", "format:"),
    ("name: reading-rooms", "name: reading-room", "stands in a file named", "name", "name: reading-room"),
    ("  characters: 256\n", "", "this field is missing", "characters", "source:"),
    ("characters: 256", "characters: many", "valid integer", "characters", "characters:"),
    ("genre: news-feature", "genre: news-featur", "Did you mean news-feature", "genre", "genre:"),
    ("latest_date: 2024", "latest_date: 2024-02-30", "is no date", "latest_date", "latest_date: 2024"),
    ("latest_date: 2024", "latest_date: yesterday", "is no date", "latest_date", "latest_date:"),
    ("period: 2023", "period: 2024/2023", "ends before it begins", "period", "period:"),
    ("period: 2023", "period: 2023/", "has no end", "period", "period:"),
    ("span: 217-254", "span: 254-217", "is no span", "evidence", "254-217"),
    ("span: 217-254", "span: 217-500", "ends after the text", "evidence", "217-500"),
    ("span: 217-254", "span: 0-999", "at most 300", "evidence", "0-999"),
    ("span: 217-254", "span: 217-255", "has no digest", "spans", "spans:"),
    ("context: [36-58]", "context: [36-999]", "ends after the text", "evidence", "36-999"),
    ("made_by: librarians", "made_by: librarian", "Did you mean librarians", "made_by", "made_by: librarian"),
    ("set_out_in: d1", "set_out_in: d2", "there is no thing or authority 'd2'", "set_out_in", "set_out_in: d2"),
    (
        "voices:",
        "agencies: [{key: ndcr, evidence: [{span: 0-30, says: exists}]}]\nvoices:",
        "Did you mean ndrc",
        "key",
        "ndcr",
    ),
    ("unit: PERCENT", "unit: PERCENTAGE", "Did you mean PERCENT", "unit", "unit:"),
    ("key: r1", "key: m1", "is taken by line", "key", "key: m1\n    label: {en: Open reading rooms on"),
    ("modality: build", "modalty: build", "no such field", "modalty", "modalty"),
    ("says: [exists, made_by]", "says: [exists]", "rests on no evidence", "made_by", "made_by: librarians"),
    ("says: [exists, made_by]", "says: [exists, makes]", "cannot carry makes", "evidence", "makes"),
    (
        "says: [exists, set_out_in]",
        "says: [exists, set_out_in, position]",
        "which has no value",
        "evidence",
        "position",
    ),
    ("says: [exists, made_by]", "says: [made_by]", "nothing says that r1 exists", "evidence", "[made_by]"),
    ("reads: {qualifier: more-than}", "reads: {qualifier: some}", "there is no qualifier", "qualifier", "some"),
    ("reads: {qualifier: more-than}", "reads: {source: ndcr}", "Did you mean ndrc", "source", "ndcr"),
    ('value: "8.50"', "value: eight", "valid decimal", "value", "value: eight"),
    ('value: "8.50"', "value:", "value has no value", "", "value:"),
    ("    label: {en: Open reading rooms on Sundays, zh: 周日开放阅览室}\n", "", "missing", "label", "key: r1"),
    ("zh: 周日开放阅览室", "de: Sonntags", "missing", "label.zh", "Open reading rooms on Sundays"),
    ("rights: http://rightsstatements.org/vocab/CNE/1.0/", "rights: free", "right form", "rights", "rights: free"),
    ('exact: "In 2023"', 'opens: "In"', "either `exact`, or", "spans", "119-126: {"),
    ("7e0d59a28b5f8f7b", "7E0D59A28B5F8F7B", "right form", "sha256", "7E0D59"),
]


@pytest.mark.parametrize(("old", "new", "what", "field", "there"), FAULTS, ids=[f"{row[1]!r}"[:60] for row in FAULTS])
def test_a_wrong_record_is_refused_with_file_line_field_and_fix(changed, old, new, what, field, there):
    path = changed(old, new)
    with pytest.raises(RecordError) as caught:
        read_record(path)
    assert what in str(caught.value)
    assert str(path) in caught.value.where
    assert field in caught.value.where
    assert caught.value.fix
    named = int(caught.value.where.partition("line ")[2].partition(",")[0])
    assert there in "\n".join(path.read_text(encoding="utf-8").splitlines()[named - 1 : named + 1])


@pytest.mark.accept("U17")
@pytest.mark.parametrize(
    ("yaml", "what"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "the tag .* is not allowed"),
        ("a: !secret x\n", "the tag !secret is not allowed"),
        ("a: &x [1]\nb: *x\n", "anchors and aliases are not allowed"),
        ("a: &a [l,l]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "anchors and aliases are not allowed"),
        ("a: 1\na: 2\n", "the key 'a' stands here twice"),
        ("a:\n\t- 1\n", "not YAML"),
        ("a: [1, 2\n", "not YAML"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", "nested deeper"),
        ("? [a, b]\n: c\n", "a key must be a word"),
        ("a:\n", "a has no value"),
    ],
)
def test_the_tricks_of_yaml_are_refused(tmp_path, yaml, what):
    path = tmp_path / "record.yaml"
    path.write_text(yaml, encoding="utf-8")
    with pytest.raises(RecordError, match=what) as caught:
        read_yaml(path)
    assert "line " in caught.value.where


@pytest.mark.accept("U17")
def test_no_scalar_changes_its_type(tmp_path):
    path = tmp_path / "record.yaml"
    path.write_text("a: no\nb: 2020-01\nc: 1_000\nd: 0x1F\ne: null\n", encoding="utf-8")
    assert read_yaml(path).content == {"a": "no", "b": "2020-01", "c": "1_000", "d": "0x1F", "e": "null"}


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "record.yaml"
    path.write_bytes("a: 1\nb: 城镇\n".encode("gb18030"))
    with pytest.raises(RecordError, match=r"record.yaml, line 2: not UTF-8"):
        read_yaml(path)


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "record.yaml"
    path.write_bytes(b"a: " + b"x" * LIMIT)
    with pytest.raises(RecordError, match="larger than"):
        read_yaml(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RecordError, match="No such file"):
        read_record(tmp_path / "nothing.yaml")


def test_anchoring_again_changes_nothing(changed, archive):
    path = changed("format", "format")
    before = path.read_bytes()
    assert anchor_record(path, archive) == 8
    assert path.read_bytes() == before


def test_anchoring_a_broken_record_leaves_it_as_it_was(changed, archive):
    path = changed("genre: news-feature", "genre: nonsense")
    before = path.read_bytes()
    with pytest.raises(RecordError):
        anchor_record(path, archive)
    assert path.read_bytes() == before


def test_a_wrong_digest_is_found_against_the_archive(changed, archive):
    record = read_record(changed('exact: "Librarians"', 'exact: "Librarian"'))
    faults = verify(record, archive.text(record.source))
    assert [str(span) for span, _ in faults] == ["196-206"]


def test_another_file_under_the_same_name_is_refused(record, archive):
    other = record.source.model_copy(update={"sha256": "0" * 64})
    with pytest.raises(ArchiveError, match="SHA-256 differs"):
        archive.text(other)

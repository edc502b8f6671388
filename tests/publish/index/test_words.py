"""Words as they are kept and asked for: what differs only in its dress is found."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.index import database, facets, things, words
from publish.index.database import Index, open_index
from publish.index.things import Indexed, written
from publish.index.words import marked, phrases


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Six invented things."""
    release = tmp_path_factory.mktemp("releases") / "release"
    (release / "index").mkdir(parents=True)
    several = [
        Indexed("urn:energy", names={"en": "Clean energy plan", "zh": "清洁能源计划"}, facets={"kind": ["a"]}),
        Indexed("urn:peak", names={"en": "Peak carbon by 2030", "zh": "2030年前碳达峰"}, facets={"kind": ["a"]}),
        Indexed("urn:notice", names={"zh": "通知"}, numbers=["园发〔2021〕23号"], facets={"kind": ["b"]}),
        Indexed("urn:care", names={"zh": "AI养老服务"}, also=["AI for old age"], facets={"kind": ["b"]}),
        Indexed("urn:garden", names={"en": "Gardens"}, texts=["Lend tools to gardeners", "clean tools"]),
        Indexed("urn:age", names={"zh": "养花，老树"}),
    ]
    (release / "index" / "things.jsonl").write_bytes(written(several))
    return open_index(release)


@pytest.mark.accept("A06")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("能源", ["urn:energy"]),
        ("碳达峰", ["urn:peak"]),
        ("碳达", ["urn:peak"]),
        ("碳達峰", ["urn:peak"]),  # traditional characters
        ("2030", ["urn:peak"]),
        ("２０３０", ["urn:peak"]),  # full width
        ("carbon", ["urn:peak"]),
        ("ＣＡＲＢＯＮ", ["urn:peak"]),
        ("garden", ["urn:garden"]),
        ("gardens", ["urn:garden"]),
        ("lending", ["urn:garden"]),
        ("〔2021〕23号", ["urn:notice"]),
        ("[2021]23号", ["urn:notice"]),
        ("园发〔2021〕23号", ["urn:notice"]),
        ("〔2021〕24号", []),
        ("养老", ["urn:care"]),  # not where 养 and 老 stand apart
        ("AI养老", ["urn:care"]),
        ("养老AI", []),
        ("ai 服务", ["urn:care"]),
        ("养", ["urn:age", "urn:care"]),
        ("energy clean", ["urn:energy"]),
        ("clean", ["urn:energy", "urn:garden"]),  # a name weighs more than a text
        ('"clean" OR (', ["urn:energy"]),
        ("《》", []),
        ("nothing", []),
    ],
)
def test_words_lead_to_things(index: Index, query: str, expected: list[str]) -> None:
    wanted = phrases(query)
    found = index.find({}, wanted, sort="rank").hits if wanted else ()
    if query in ("养", '"clean" OR ('):
        assert set(expected) <= {hit.iri for hit in found}
    else:
        assert [hit.iri for hit in found] == expected


def test_where_not_all_words_stand_any_of_them_do(index: Index) -> None:
    found = index.find({}, phrases("carbon garden"), sort="rank")
    assert found.loosely
    assert {hit.iri for hit in found.hits} == {"urn:peak", "urn:garden"}


def test_names_do_not_run_into_each_other(index: Index) -> None:
    assert not index.find({}, phrases("gardeners-clean")).hits


def test_counts_are_those_of_what_was_found(index: Index) -> None:
    assert index.find({"kind": ["a"]}).total == 2
    assert index.find({"kind": ["a", "b"]}).total == 4
    found = index.find({"kind": ["a"]}, phrases("carbon"))
    assert (found.total, found.counts["kind"]) == (1, (("a", 1),))


def test_more_than_is_looked_at_is_said(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST", 3)
    found = index.find({}, most=10)
    assert (found.total, found.capped, len(found.hits)) == (3, True, 4)


@given(st.text(max_size=60), st.text(max_size=20))
def test_marking_keeps_every_character(text: str, query: str) -> None:
    assert "".join(piece for piece, _ in marked(text, phrases(query))) == text


@given(st.text(alphabet="能源碳达峰 AB12〔〕號", min_size=1, max_size=12))
def test_what_stands_in_a_text_is_marked_in_it(text: str) -> None:
    for phrase in phrases(text):
        assert any(hit for _, hit in marked(text, [phrase]))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("推动數字經濟", "数字", ["數字"]),
        ("Ｐｌａｔｆｏｒｍｓ for platforms", "platform", ["Ｐｌａｔｆｏｒｍｓ", "platforms"]),
        ("号〔2021〕23号文", "〔2021〕23号", ["2021〕23号"]),
        ("养老", "养", ["养"]),
    ],
)
def test_marked_is_what_was_asked_for(text: str, query: str, expected: list[str]) -> None:
    assert [piece for piece, hit in marked(text, phrases(query)) if hit] == expected


@pytest.mark.parametrize("module", [words, facets, things, database])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]

"""Agencies: by label and by the shape of their names, one entry per body, links to authorities made or proposed."""

from collections.abc import Callable

import pytest

from mappings.extract.agencies import like_authority, linked
from mappings.extract.context import Context
from mappings.extract.vocabulary import shipped_vocabulary

Read = Callable[[str], Context]


def entries(context: Context) -> list[tuple[str, str]]:
    """Quote and name of each agency."""
    text = context.article.text
    return [(text[each.span.start : each.span.end], each.label) for each in context.agencies if each.status == "entry"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday the Ministry of Finance (MOF) and the State Council met.",
            [("the Ministry of Finance (MOF)", "Ministry of Finance"), ("the State Council", "State Council")],
        ),
        (
            "The National Lighthouse Administration and the Ministry of Rivers and Harbours agreed.",
            [
                ("The National Lighthouse Administration", "National Lighthouse Administration"),
                ("the Ministry of Rivers and Harbours", "Ministry of Rivers and Harbours"),
            ],
        ),
        ("An official of the commerce ministry spoke.", [("the commerce ministry", "Ministry of Commerce")]),
        (
            "The 12th CPC Central Committee met in the capital.",
            [("The 12th CPC Central Committee", "CPC Central Committee")],
        ),
        (
            "The Lakeside Municipal Bureau of Lights published the figures.",
            [("The Lakeside Municipal Bureau of Lights", "Lakeside Municipal Bureau of Lights")],
        ),
        ("The Vice Minister of Commerce spoke of most of them.", []),
        ("Relevant departments and the Lakeside University took part.", []),
        ("The state council of the rowing club met.", [("The state council", "State Council")]),
        (
            "近日，国家灯塔管理局、财政部等8部门联合印发通知。",
            [("国家灯塔管理局", "国家灯塔管理局"), ("财政部", "财政部")],
        ),
        ("財政部負責人表示支持。", [("財政部", "财政部")]),
        ("工信部近日表示支持。", [("工信部", "工业和信息化部")]),
        ("财政部门要加大支持，教育部署要落实。", []),
        ("各有关部门、各级政府要重视。", []),
        ("临湖市人民政府近日发布公告。", [("临湖市人民政府", "临湖市人民政府")]),
        ("临湖市发改委表示支持。", [("临湖市发改委", "临湖市发改委")]),
    ],
)
def test_agencies_of_a_text(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert entries(read(text)) == expected


def test_several_names_are_one_agency(read: Read) -> None:
    context = read("The Ministry of Industry and Information Technology (MIIT) spoke. Later MIIT wrote. 工信部也来了。")
    (agency,) = context.agencies
    text = context.article.text
    assert {text[each.start : each.end] for each in agency.alts} >= {"MIIT"}
    assert agency.fields["authority"] == "miit"


def test_short_form_that_the_text_defines_is_found_again(read: Read) -> None:
    context = read("The National Lighthouse Administration (NLA) met. On Friday the NLA spoke.")
    (agency,) = context.agencies
    assert agency.fields["authority"] is None
    assert "NLA" in (agency.fields["aliases"] or ())
    assert len(agency.alts) == 1


def test_part_of_a_body_is_kept_below_review(read: Read) -> None:
    context = read("The Department of Tides of the Ministry of Finance spoke.")
    assert entries(context) == [("the Ministry of Finance", "Ministry of Finance")]
    assert [each.label for each in context.agencies if each.status == "optional"] == [
        "Department of Tides of the Ministry of Finance"
    ]


def test_linked_agency_has_all_names_of_its_authority(read: Read) -> None:
    (agency,) = read("The Ministry of Commerce spoke.").agencies
    found = linked(agency, shipped_vocabulary())
    assert {"MOFCOM", "商务部"} <= set(found.fields["aliases"] or ())
    assert found.fields["proposed"] is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("State Ministry of Ecology & Environment", "mee"),
        ("Lakeside Municipal Development and Reform Commission", None),
        ("Ministry of Rivers", None),
        ("Lighthouse Board", None),
    ],
)
def test_name_that_is_very_like_is_a_proposal(name: str, key: str | None) -> None:
    assert like_authority(name, shipped_vocabulary(), "en") == key

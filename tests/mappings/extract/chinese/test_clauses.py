"""Chinese clauses: one for each verb with an object of its own; purposes, principles and the past stand aside."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.extract import chinese
from mappings.extract.candidate import Candidate
from mappings.extract.chinese.clauses import reader_of
from mappings.extract.vocabulary import Label, Vocabulary, shipped_vocabulary
from tests.mappings.extract.chinese.conftest import read

Words = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("设立读书基金，培训图书管理员，周日照常开放。", ["设立读书基金", "培训图书管理员"]),
        ("加强渔港维护、完善渔船登记制度。", ["加强渔港维护", "完善渔船登记制度"]),
        ("完善学校、医院、养老院等场所的无障碍设施。", ["完善学校、医院、养老院等场所的无障碍设施"]),
        ("培育和扩大乡村旅游。", ["培育和扩大乡村旅游"]),
        ("加强渡口巡查和做好渡船检修。", ["加强渡口巡查", "做好渡船检修"]),
        ("优化路灯和服务窗口布局。", ["优化路灯和服务窗口布局"]),
        ("鼓励渔民改用小网，支持蜂农组建合作社。", ["鼓励渔民改用小网", "支持蜂农组建合作社"]),
        ("引导商户通过减少包装、改进配送，不断降低损耗。", ["引导商户通过减少包装、改进配送，不断降低损耗"]),
        ("会同各县共同修订渡口管理规定。", ["会同各县共同修订渡口管理规定"]),
        ("依托旧粮仓打造乡村书店。", ["依托旧粮仓打造乡村书店"]),
        ("将危桥改造纳入年度计划。", ["将危桥改造纳入年度计划"]),
        ("创造更好的骑行环境。", ["创造更好的骑行环境"]),
        ("禁止在湖区新建码头。", ["禁止在湖区新建码头"]),
        ("加快路灯、护栏，以及路牌更新工程。", ["加快路灯、护栏，以及路牌更新工程"]),
    ],
)
def test_each_verb_with_its_object_is_one_clause(entries: Words, text: str, wanted: list[str]) -> None:
    assert entries(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("方案提出建立夜班公交网络、开通山区线路等举措。", ["建立夜班公交网络", "开通山区线路"]),
        ("从培养养蜂技师、推广新式蜂箱等方面，为蜂农增添动力。", ["培养养蜂技师", "推广新式蜂箱"]),
        ("通过建设乡村书店、培育读书社团等，为村民提供阅读便利。", ["建设乡村书店", "培育读书社团"]),
        ("镇长说，下一步，将修建三座步行桥。", ["修建三座步行桥"]),
        ("要加大护林投入，县里应建立巡山队伍。", ["加大护林投入", "建立巡山队伍"]),
        ("对购买电动渔船的家庭，给予五千元补贴。", ["对购买电动渔船的家庭，给予五千元补贴"]),
        ("对返乡养蜂的青年给予贷款贴息。", ["对返乡养蜂的青年给予贷款贴息"]),
        ("渔船补贴标准由三千元提高到五千元。", ["渔船补贴标准由三千元提高到五千元"]),
        ("开设食堂的学校应根据学生意见，调整每周菜单。", ["开设食堂的学校应根据学生意见，调整每周菜单"]),
        ("《办法》鼓励农户加入合作社。", ["鼓励农户加入合作社"]),
        ("通知要求救助机构建立值班制度。", ["救助机构建立值班制度"]),
        ("难处的关键在于打通山区电网。", ["打通山区电网"]),
        ("县里编制了《渔港规划》，改造三座码头。", ["改造三座码头"]),
        ("密密实实做好检修，更快更细地修缮危桥。", ["密密实实做好检修", "更快更细地修缮危桥"]),
    ],
)
def test_cues_open_clauses_and_receivers_belong_to_them(entries: Words, text: str, wanted: list[str]) -> None:
    assert entries(text) == wanted


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("修建步行桥，带动两岸集市繁荣。", ["带动两岸集市繁荣"]),
        ("为改善山区交通，镇政府将修建步行桥。", ["改善山区交通"]),
        ("坚持村民自愿原则，修建步行桥。", ["坚持村民自愿原则"]),
        ("改善山区道路，是村民多年的愿望。", ["改善山区道路"]),
        ("去年全县修建步行桥三座。", ["修建步行桥三座"]),
        ("改善了山区道路。", ["改善了山区道路"]),
        ("两家渔场推出周末体验课。", ["推出周末体验课"]),
        ("总书记指出，要改善山区交通。", ["改善山区交通"]),
        ("这对于改善山区交通，增加村民收入，具有重要意义。", ["改善山区交通", "增加村民收入"]),
        ("力争到2031年建立完整的步道网络。", ["力争到2031年建立完整的步道网络"]),
        ("三、办法的主要特点\n一是突出山区需要。", ["突出山区需要"]),
        ("加大工作力度，修建步行桥。", ["加大工作力度"]),
        ("近年来，山区面貌一新。修建步行桥三座，开通公交两条。", ["修建步行桥三座", "开通公交两条"]),
    ],
)
def test_what_is_no_action_of_its_own_is_optional(optional: Words, text: str, aside: list[str]) -> None:
    assert optional(text) == aside


@pytest.mark.parametrize(
    "text",
    ["服务消费加快恢复。", "今天天气很好。", "发展改革委主任来到山区。", "他读了《建设家园》。", "湖边的学校很美。"],
)
def test_description_states_no_action(entries: Words, text: str) -> None:
    assert entries(text) == []


def test_title_of_a_point_is_a_heading_and_what_restates_it_is_optional(
    clauses: Callable[[str], list[Candidate]],
) -> None:
    text = "县里有两项安排。一是完善山区道路。修建步行桥。完善山区乡村道路。二是办好夜校。"
    found = {each.label: each for each in clauses(text)}
    assert found["完善山区道路"].fields.get("level") == "heading"
    assert found["修建步行桥"].fields.get("level") is None
    assert found["完善山区乡村道路"].status == "optional"
    assert found["办好夜校"].fields.get("level") is None


def test_reasons_explain_the_score(clauses: Callable[[str], list[Candidate]]) -> None:
    (one,) = clauses("镇政府将修建步行桥。")
    assert [each.rule for each in one.fired] == ["chinese-action@1", "chinese-modal-action@1"]
    assert one.score == pytest.approx(sum(each.weight for each in one.fired))
    assert one.fields["subject"] == "镇政府"


def test_a_new_verb_in_the_vocabulary_changes_what_is_found() -> None:
    shipped = shipped_vocabulary()
    text = "疏浚山区河道。"
    assert chinese.find_clauses(read(text)) == []
    verb = Label("疏浚", "zh", "scheme/action/improve", "action", "improve", "hidden", "疏浚")
    widened = Vocabulary((*shipped.labels, verb), shipped.names)
    assert [each.label for each in chinese.find_clauses(read(text, widened))] == ["疏浚山区河道"]


def test_narrow_punctuation_and_traditional_characters_are_read_alike(entries: Words) -> None:
    assert entries("鼓勵漁民改用小網,建設漁港。") == ["鼓勵漁民改用小網", "建設漁港"]


WORDS = [
    "加强",
    "推动",
    "的",
    "了",
    "，",
    "。",
    "、",
    "和",
    "将",
    "渔港",
    "建设",
    "对",
    "“",
    "”",
    "《",
    "》",
    "通过",
    "为",
    "从",
    "等方面",
    "一是",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_whatever_the_words_clauses_lie_in_order_inside_them(text: str) -> None:
    found = reader_of(shipped_vocabulary()).actions(text)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_reading_is_the_same_every_time(clauses: Callable[[str], list[Candidate]]) -> None:
    text = "方案提出修建步行桥、开通山区线路等举措，带动集市繁荣。"
    assert [replace(each) for each in clauses(text)] == clauses(text)

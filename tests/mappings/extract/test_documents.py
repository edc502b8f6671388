"""Documents: titles in many shapes, short forms and anaphors, issuers, dates and kinds."""

from collections.abc import Callable

import pytest

from mappings.extract.context import Context
from mappings.extract.titles import core_of, same_title

Read = Callable[[str], Context]


def titles(context: Context) -> list[str]:
    return [str(each.fields["title"]) for each in context.documents if each.status == "entry"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('The board issued the "Guiding Opinions on Mending Lighthouses".', "Guiding Opinions on Mending Lighthouses"),
        (
            "The board issued “opinions on mending the lights of the coast”.",
            "opinions on mending the lights of the coast",
        ),
        ("They read the Overall Plan for the Lights of the Coast today.", "Overall Plan for the Lights of the Coast"),
        ("It follows the Ferry Safety Law and other texts.", "Ferry Safety Law"),
        ('The "Nineteenth Five-Year" Ferry Development Plan is new.', '"Nineteenth Five-Year" Ferry Development Plan'),
        (
            'They issued the implementation plan on using "lights for all" to help the coast.',
            'implementation plan on using "lights for all" to help the coast',
        ),
        ("The government work report speaks of boats.", "government work report"),
        ("港务局印发《关于修缮灯塔的意见》。", "关于修缮灯塔的意见"),
        ("将实施“湖区渡口三年行动计划”。", "湖区渡口三年行动计划"),
        ("《渡口改造行动方案（2031—2033年）》已经公布。", "渡口改造行动方案（2031—2033年）"),
        ("《關於修繕燈塔的意見》已經公布。", "關於修繕燈塔的意見"),
    ],
)
def test_title_is_found(read: Read, text: str, title: str) -> None:
    context = read(text)
    assert titles(context) == [title]
    (document,) = context.documents
    assert title in context.article.text[document.span.start : document.span.end]


@pytest.mark.parametrize(
    "text",
    [
        "They have a plan and will issue guidelines to help.",
        'He said "we have a plan for the boats and will keep to it".',
        "During the 14th Five-Year Plan more boats were built.",
        "The State Administration for Market Regulation spoke.",
        "A guideline to help the boats was released.",
        "Shops sell tickets by a Lake Boats Mini Program.",
        'The shop calls it its "Thousand Boats Program".',
        "船厂推出“百船下水计划”，乘客很多。",
        "他读了《灯塔看守人》，也看《湖畔日报》。",
        "“十四五”规划期间，渡口增多。",
        "《关于多建渡口的提案》收悉。",
    ],
)
def test_what_is_no_named_document_is_left_alone(read: Read, text: str) -> None:
    assert titles(read(text)) == []


def test_capitals_of_a_headline_make_no_title(read: Read) -> None:
    assert titles(read("Town Unveils Plan for Boats and Trains\n\nThe town spoke of boats.\n")) == []


@pytest.mark.parametrize(
    ("text", "issuers", "date"),
    [
        (
            "The Ministry of Finance, the Ministry of Justice and 3 other departments jointly issued the "
            '"Plan for Lights" on March 5, 2031.',
            ("Ministry of Finance", "Ministry of Justice"),
            "2031-03-05",
        ),
        ("The Plan for Lights, issued by the Ministry of Justice, is new.", ("Ministry of Justice",), None),
        (
            'Approved by the State Council last week, the Ministry of Justice issued the "Plan for Lights".',
            ("Ministry of Justice",),
            None,
        ),
        ('Recently the "Plan for Lights" was read.', (), None),
        ("经国务院同意，财政部于2031年3月5日印发《灯塔管理办法》。", ("财政部",), "2031-03-05"),
        ("2031年3月，财政部、司法部等5部门联合印发《灯塔管理办法》。", ("财政部", "司法部"), "2031-03"),
        ("财政部等3部门日前出台的《灯塔管理办法》很重要。", ("财政部",), None),
        ("《财政部等3部门关于修缮灯塔的意见》已经公布。", ("财政部",), None),
        ("近日，《灯塔管理办法》已经公布。", (), None),
    ],
)
def test_issuers_and_date_are_those_that_the_text_names(
    read: Read, text: str, issuers: tuple[str, ...], date: str | None
) -> None:
    (document,) = read(text).documents
    assert (document.fields["issuers"], document.fields["date"]) == (issuers, date)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('The "White Paper on the Boats of the Lake (2031)" was read.', "report"),
        ("《全国灯塔发展报告》显示，情况良好。", "report"),
        ("The government work report speaks of boats.", "policy"),
        ("《灯塔管理办法》已公布。", "policy"),
    ],
)
def test_kind_is_policy_or_report(read: Read, text: str, kind: str) -> None:
    assert [each.fields["kind"] for each in read(text).documents] == [kind]


def test_short_forms_and_anaphors_mean_the_document(read: Read) -> None:
    context = read(
        'The board issued the "Guiding Opinions on Mending Lighthouses" (hereinafter referred to as the "Opinions"). '
        'The "Opinions" speak of boats. The Opinions help. The document also speaks of trains. A new circular came.'
    )
    meant = [(each.kind, each.fields["title"]) for each in context.mentions if each.kind in ("document", "anaphor")]
    title = "Guiding Opinions on Mending Lighthouses"
    assert meant == [("document", title)] * 4 + [("anaphor", title), ("anaphor", "")]
    assert titles(context) == [title]
    assert "Opinions" in (context.documents[0].fields["aliases"] or ())


def test_each_short_form_means_the_last_document_of_its_kind(read: Read) -> None:
    context = read(
        "《修缮灯塔的意见》和《渡口改造行动方案》已印发。《意见》提出修灯塔。《方案》提出修渡口。通知要求落实。"
    )
    meant = [each.fields["title"] for each in context.mentions if each.kind in ("document", "anaphor")]
    assert meant[2:] == ["修缮灯塔的意见", "渡口改造行动方案", ""]


def test_translation_and_original_name_one_document(read: Read) -> None:
    dump = (
        "title: 财政部解读《关于修缮灯塔的意见》\n"
        "resulting_text: 财政部印发《关于修缮灯塔的意见》。《意见》提出修缮灯塔，也提出加宽渡口，并要求各地落实。\n"
        "date: 2031-03-05\n"
        "translated_title: The Ministry of Finance explains the Opinions\n"
        "translated_content: The Ministry of Finance issued the Opinions on Mending the Lighthouses of the Coast.\n"
    )
    context = read(dump)
    assert titles(context) == ["关于修缮灯塔的意见"]
    text = context.article.text
    spans = {text[each.start : each.end] for each in context.documents[0].alts}
    assert "Opinions on Mending the Lighthouses of the Coast" in spans


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Opinions on Mending the Lights", "Guiding Opinions of the Ministry of Ports on Mending the Lights", True),
        ("Plan for Living Services", "Plan for Life Services", True),
        ("14th Five-Year Plan for Boats", "14th Five-Year Plan for Trains", False),
        ("Opinions on Mending the Lights", "Opinions on Mending the Boats", False),
    ],
)
def test_variants_of_one_title_are_one(one: str, other: str, same: bool) -> None:
    assert same_title(core_of(one, "en"), core_of(other, "en")) is same


def test_a_paper_begins_to_hold_on_another_day_than_that_of_issue(read: Read) -> None:
    (document,) = read("The Harbour Board issued the Rules for Quays that come into force on May 1, 2031.").documents
    assert document.fields["date"] is None


def test_an_office_that_issues_a_policy_paper_counts_as_an_agency(read: Read) -> None:
    issued = read("The Tides Office issued the Plan for a Brighter Harbour.").agencies
    named = read("The Tides Office met the mayor.").agencies
    assert [(each.fields["name"], each.status) for each in (*issued, *named)] == [
        ("Tides Office", "entry"),
        ("Tides Office", "optional"),
    ]


def test_a_body_that_regulates_is_no_paper(read: Read) -> None:
    assert titles(read("The Ministry of Tides and the Administration for Market Regulation issued it.")) == []

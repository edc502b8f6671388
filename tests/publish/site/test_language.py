"""Both languages say the same, each in its manner."""

import doctest
import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from publish.site import manner
from publish.site.wording import CATALOGUE, ENGLISH, TEXTS, wording

from .conftest import DOCUMENT

SAME = {"SPARQL"}  # said alike in both
HAN = re.compile("[\u4e00-\u9fff]")


def test_catalogue_has_every_text_and_no_other() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans", abort_invalid=True)
    assert {(each.context, each.id) for each in catalogue if each.id} == set(ENGLISH.items())
    assert not [each.id for each in catalogue if each.id and each.fuzzy]


@pytest.mark.parametrize("key", ENGLISH)
def test_text_is_said_in_both_languages_with_the_same_blanks(key: str) -> None:
    english, chinese = TEXTS[key]
    blanks = [{name for _, name, _, _ in Formatter().parse(each.replace("{ ?s ?p ?o }", "")) if name}
              for each in (english, chinese)]  # fmt: skip
    assert blanks[0] == blanks[1]
    if key != "language":  # there, the name of the other language
        assert HAN.search(chinese) or english in SAME
        assert not HAN.search(english) or key == "search_hint"


def test_words_of_a_language_nobody_has_are_english() -> None:
    assert wording("de")["home"] == "Home"


@pytest.mark.accept("A02")
@pytest.mark.parametrize(("language", "expected"), [("en", "December 2023"), ("zh", "2023年12月")])
def test_date_is_written_as_people_do_and_kept_for_programs(client: FlaskClient, language: str, expected: str) -> None:
    page = client.get(f"/doc/document/{DOCUMENT}.html?lang={language}").text
    assert f'<time datetime="2023-12">{expected}</time>' in page


@pytest.mark.parametrize("value", ["NaN", "Infinity", "", "12a", "1e999999"])
def test_what_is_no_number_stays_as_it_is(value: str) -> None:
    assert manner.number(value, "en") == value
    assert manner.in_short(value, "zh") == ""


@pytest.mark.parametrize("value", ["2023-13", "0000", "yesterday", "2023-02-30"])
def test_what_is_no_date_stays_as_it_is(value: str) -> None:
    for datatype in manner.DATES:
        assert manner.day(value, datatype, "zh") == value


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(manner).failed == 0

"""Both languages say the same, each in its manner."""

import ast
import doctest
import re
from pathlib import Path
from string import Formatter

import pytest
from flask.testing import FlaskClient

from publish.site import (
    catalogues,
    docs,
    manner,
    wording,
    wording_of_audit,
    wording_of_changes,
    wording_of_queries,
    wording_of_review,
    wording_of_terms,
    wording_of_things,
)
from publish.site.examples import QUESTIONS

from .conftest import DOCUMENT

NOT_SAID = {"中文", "words, 中文, a document number", "[㐀-鿿]"}  # they name the other language, or its characters
SAME = {"SPARQL", "CSV", "SHA-256"}  # said alike in both
HAN = re.compile("[\u4e00-\u9fff]")
SITE = Path(catalogues.__file__).parent
KEYED = {
    "pages": wording.ENGLISH,
    "names": wording.NAMES,
    "audit": wording_of_audit.ENGLISH,
    "changes": wording_of_changes.ENGLISH,
    "queries": wording_of_queries.ENGLISH,
    "review": wording_of_review.ENGLISH,
    "terms": wording_of_terms.ENGLISH,
    "things": wording_of_things.ENGLISH,
}
UNKEYED = {
    *(each.english for each in QUESTIONS),
    *docs.WORDS.values(),
    *(text for each in docs.CHAPTERS for text in (each.title, each.lead, *(line.english for line in each.lines))),
}
MESSAGES = [(name, key, text) for name, texts in KEYED.items() for key, text in texts.items()]


def test_there_is_a_catalogue_for_every_module_of_words_and_no_other() -> None:
    assert {each.stem for each in catalogues.FOLDER.glob("*.po")} == {*KEYED, "docs"}
    modules = {each.stem.removeprefix("wording_of_") for each in SITE.glob("wording_of_*.py")}
    assert modules == {*KEYED} - {"pages", "names"}


@pytest.mark.parametrize("name", [*KEYED, "docs"])
def test_catalogue_has_every_text_and_no_other(name: str) -> None:
    messages = [each for each in catalogues.catalogue(name) if each.id]
    expected = {(None, text) for text in UNKEYED} if name == "docs" else set(KEYED[name].items())
    assert {(each.context, each.id) for each in messages} == expected
    assert not [each.id for each in messages if each.fuzzy or not each.string]


def blanks(text: str) -> set[str]:
    """What is filled in."""
    return {name for _, name, _, _ in Formatter().parse(text.replace("{ ?s ?p ?o }", "")) if name}


def test_text_is_said_in_both_languages_with_the_same_blanks() -> None:
    for name, key, english in MESSAGES:
        chinese = catalogues.in_both_languages(name, {key: english})[key][1]
        assert blanks(english) == blanks(chinese), (name, key)
        if key != "language":  # there, the name of the other language
            assert HAN.search(chinese) or english in SAME, (name, key)
            assert not HAN.search(english) or key == "search_hint", (name, key)
    for english in UNKEYED:
        assert HAN.search(catalogues.said("docs", english, "zh")), english
        assert catalogues.said("docs", english, "en") == english


def test_no_words_of_pages_stand_outside_the_catalogues() -> None:
    """Chinese in the code would be a text that no catalogue knows; docstrings may have some."""
    for path in SITE.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        notes = {id(each.body[0].value) for each in ast.walk(tree)
                 if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef) and each.body
                 and isinstance(each.body[0], ast.Expr)}  # fmt: skip
        said = [each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)
                and isinstance(each.value, str) and id(each) not in notes and HAN.search(each.value)]  # fmt: skip
        assert [each for each in said if each not in NOT_SAID] == [], path.name
    for path in SITE.glob("templates/*.html"):
        assert not HAN.search(path.read_text(encoding="utf-8")), path.name


def test_words_of_a_language_nobody_has_are_english() -> None:
    assert wording.wording("de")["home"] == "Home"


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

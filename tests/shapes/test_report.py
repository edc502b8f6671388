"""The report can be read by a person who knows no SHACL, and by a machine that does."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad, Store
from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef

from ontology.terms import SH
from shapes.report import to_html, to_text, to_turtle
from shapes.validation import Finding, Report, Severity, validate

CASES = Path(__file__).parents[1] / "cases" / "shapes"
MEASURE = "http://localhost:8000/id/measure/"


@pytest.fixture
def broken(store: Store, change: Callable[[Store, str], None]) -> Store:
    """The dataset with a measure that has no modality, and words that are only in the archive behind it."""
    for name in ("measure-without-modality", "policy-document-without-title", "figure-not-in-the-words"):
        change(store, (CASES / f"{name}.ru").read_text(encoding="utf-8"))
    return store


class Page(HTMLParser):
    """The text of a page, and the elements it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.elements, self.attributes = "", set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_text_shows_label_message_and_the_words_it_rests_on(broken: Store) -> None:
    text = to_text(validate(broken), broken)
    assert text.startswith("The data cannot be published: 2 violations, 1 warnings, 0 notes.\n")
    assert "Train librarians" in text
    assert "choose at least one concept of the scheme modality" in text
    assert "请从 modality 体系中" in text
    assert re.search(r"rests on “It will train librarians in online services\.” — conforming\.txt, \d+–\d+", text)


def test_words_that_may_not_be_quoted_are_shown_by_their_first_and_last(
    store: Store, change: Callable[[Store, str], None]
) -> None:
    change(store, (CASES / "label-not-repeated.ru").read_text(encoding="utf-8"))
    assert "“It will pilot … queues become short.”" in to_text(validate(store), store)


def test_page_tells_the_same_without_scripts(broken: Store) -> None:
    report = validate(broken)
    page = Page(to_html(report, broken))
    for finding in report:
        assert finding.message_en in page.words
        assert finding.message_zh in page.words
        assert finding.focus in page.words
    assert not page.elements & {"script", "link", "img", "iframe"}
    assert not {name for name in page.attributes if name.startswith("on")}


def test_page_escapes_what_the_data_says() -> None:
    store = Store()
    store.add(Quad(NamedNode("x:focus"), NamedNode(str(SKOS.prefLabel)), Value("<script>label")))
    evil = Finding("x:s", "S01", Severity.INFO, "x:focus", "x:path", '"<b>&"', "<i>Mend</i> it.", "<script>请修正。")
    page = to_html(Report.of([evil]), store)
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert Page(page).words.count("<script>") == 2


def test_page_and_text_say_when_nothing_is_wrong() -> None:
    assert "The data is good" in to_text(Report(), Store())
    assert "没有问题" in to_html(Report(), Store())


@pytest.mark.accept("P09")
def test_standard_report_holds_every_finding(broken: Store) -> None:
    report = validate(broken)
    graph = Graph().parse(data=to_turtle(report), format="turtle")
    (this,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(this, SH.conforms) == Literal(False)
    results = list(graph.objects(this, SH.result))
    assert len(results) == len(report)
    assert {str(graph.value(result, SH.focusNode)) for result in results} == {finding.focus for finding in report}
    assert {str(graph.value(result, SH.sourceShape)) for result in results} == {finding.shape for finding in report}
    for result in results:
        assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "zh"}
        assert isinstance(graph.value(result, SH.resultSeverity), URIRef)
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_same_findings_give_the_same_bytes(broken: Store) -> None:
    once, twice = (validate(broken) for _ in range(2))
    assert to_turtle(once) == to_turtle(twice)
    assert to_text(once, broken) == to_text(twice, broken)
    assert to_html(once, broken) == to_html(twice, broken)


def test_blank_node_can_be_reported(store: Store, change: Callable[[Store, str], None]) -> None:
    change(store, "INSERT { [] rdfs:seeAlso ?rule } WHERE { ?rule a pg:Rule }")
    report = validate(store)
    assert {finding.identifier for finding in report} == {"S22"}
    assert "blank node" in to_text(report, store)
    assert "blank node" in to_html(report, store)
    Graph().parse(data=to_turtle(report), format="turtle")

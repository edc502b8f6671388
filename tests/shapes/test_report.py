"""The report can be read by a person who knows no SHACL, and by a machine that does."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store
from rdflib import RDF, SKOS, XSD, BNode, Graph, Literal, URIRef

from ontology.terms import PREFIXES, SH
from shapes.report import to_html, to_text, to_turtle
from shapes.validation import Finding, Report, Severity, validate

CASES = Path(__file__).parents[1] / "cases" / "shapes"
EXACTLY_ONE = (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent)
Change = Callable[[Store, str], None]


@pytest.fixture
def broken(store: Store, change: Change) -> Store:
    """The dataset with a measure without modality, a document without title, and a figure that no words hold."""
    for name in ("measure-without-modality", "policy-document-without-title", "figure-not-in-the-words"):
        broken_by(store, change, name)
    return store


def broken_by(store: Store, change: Change, case: str) -> None:
    change(store, (CASES / f"{case}.ru").read_text(encoding="utf-8"))


class Page(HTMLParser):
    """The text of a page by language, the elements it is made of, their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.elements, self.attributes = "", set[str](), set[str]()
        self.links, self.chinese, self.classes = set[str](), "", list[str]()
        self._open: list[str | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.add(tag)
        self.attributes |= values.keys()
        self.links |= {target for target in [values.get("href")] if target}
        self.classes += [name for name in [values.get("class")] if name]
        if tag not in {"meta", "br"}:
            self._open.append(values.get("lang"))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        if "zh" in self._open:
            self.chinese += data


@pytest.mark.accept("P09")
def test_text_shows_label_message_and_the_words_it_rests_on(broken: Store) -> None:
    text = to_text(validate(broken), broken)
    assert text.startswith("The data cannot be published: 2 violations, 1 warning, 0 notes.\n")
    assert "数据不能发布：2 项违规，1 项警告，0 项提示。\n" in text
    assert "Train librarians" in text
    assert "choose at least one concept of the scheme modality" in text
    assert "请从 modality 体系中" in text
    assert re.search(r"rests on “It will train librarians in online services\.” — conforming\.txt, \d+–\d+", text)


@pytest.mark.parametrize(
    ("violations", "warnings", "summary"),
    [
        (0, 0, "The data is good: 0 violations, 0 warnings, 0 notes."),
        (0, 1, "The data is good: 0 violations, 1 warning, 0 notes."),
        (1, 2, "The data cannot be published: 1 violation, 2 warnings, 0 notes."),
    ],
)
def test_counts_are_in_good_english(violations: int, warnings: int, summary: str) -> None:
    severities = [Severity.VIOLATION] * violations + [Severity.WARNING] * warnings
    report = Report.of(finding(f"x:{number}", severity=severity) for number, severity in enumerate(severities))
    assert to_text(report, Store()).splitlines()[0] == summary
    assert summary in Page(to_html(report, Store())).words


def finding(focus: str = "x:focus", *, severity: Severity = Severity.INFO, value: str | None = None) -> Finding:
    return Finding("x:shape", "S01", severity, focus, "x:path", value, "<i>Mend</i> it.", "<script>请修正。")


def test_words_that_may_not_be_quoted_are_shown_by_their_first_and_last(store: Store, change: Change) -> None:
    broken_by(store, change, "label-not-repeated")
    assert "“It will pilot … queues become short.” — conforming.txt, 436–522" in to_text(validate(store), store)


@pytest.mark.parametrize(
    ("focus", "where"),
    [
        ("span", "?evidence a pg:TextEvidence ; oa:hasTarget ?focus"),
        ("position", "?evidence a pg:TextEvidence ; oa:hasTarget/oa:hasSelector ?focus"),
        ("text evidence", "?focus a pg:TextEvidence"),
        ("derived evidence", "?focus a pg:DerivedEvidence"),
        ("period", "?focus a pg:Period"),
        ("agency, by what follows", "?focus pg:issuerOf ?document"),
    ],
)
def test_place_in_the_article_is_shown_whatever_the_finding_is_about(focus: str, where: str, store: Store) -> None:
    rows = store.query(f"SELECT ?focus {{ {where} }} ORDER BY ?focus LIMIT 1", prefixes=PREFIXES)
    assert isinstance(rows, QuerySolutions)
    (row,) = rows
    text = to_text(Report.of([finding(row["focus"].value)]), store)
    assert re.search(r"rests on “.+” — conforming\.txt, \d+–\d+", text)


def test_evidence_is_called_after_what_it_speaks_about(store: Store, change: Change) -> None:
    broken_by(store, change, "evidence-with-two-statuses")
    assert "Violation S23: Lake Town opens its digital library · 湖镇开放数字图书馆 <" in to_text(
        validate(store), store
    )


def test_value_that_is_a_thing_has_its_name(store: Store, change: Change) -> None:
    broken_by(store, change, "issuer-not-named")
    assert "value Lake Town Schools Bureau · 湖镇教育局 <http" in to_text(validate(store), store)


def test_words_of_the_statement_come_before_those_of_the_thing(store: Store, change: Change) -> None:
    broken_by(store, change, "issuers-declared-but-not-named")
    report = validate(store)
    assert len(report) == 1
    of_the_statement = rests_on(to_text(report, store))
    of_the_thing = rests_on(to_text(Report.of([finding(focus=each.focus) for each in report]), store))
    assert len(of_the_statement) == 1
    assert len(of_the_thing) > 1


def rests_on(text: str) -> list[str]:
    return re.findall(r"^  rests on (.+)$", text, re.MULTILINE)


@pytest.mark.accept("P09")
def test_page_tells_the_same_without_scripts(broken: Store) -> None:
    report = validate(broken)
    page = Page(to_html(report, broken))
    for found in report:
        assert found.message_en in page.words
        assert found.message_zh in page.chinese
        assert found.focus in page.words
        assert found.focus in page.links
    assert [page.classes.count(name) for name in ("violation", "warning", "note")] == list(report.counts.values())
    assert "“It will train librarians in online services.” — conforming.txt, " in page.words
    assert "数据不能发布" in page.chinese
    assert not page.elements & {"script", "link", "img", "iframe"}
    assert not {name for name in page.attributes if name.startswith("on")}


def test_page_escapes_what_the_data_says() -> None:
    store = Store()
    store.add(Quad(NamedNode("x:focus"), NamedNode(str(SKOS.prefLabel)), Value("<script>label")))
    html = to_html(Report.of([finding(value='"<b>&\'\\""')]), store)
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    page = Page(html)
    assert page.words.count("<script>") == 2
    assert '"<b>&\'\\""' in page.words


@pytest.mark.parametrize("focus", ["javascript:alert(1)", "data:text/html,x", 'http://x/"onclick="a', "_:b0", "n1"])
def test_page_links_to_pages_only(focus: str) -> None:
    page = Page(to_html(Report.of([finding(focus)]), Store()))
    assert page.links <= {focus}
    assert all(link.startswith("http://") for link in page.links)
    assert focus in page.words
    assert not {name for name in page.attributes if name.startswith("on")}


def test_page_and_text_say_when_nothing_is_wrong() -> None:
    assert to_text(Report(), Store()).startswith("The data is good: 0 violations")
    assert "没有问题" in Page(to_html(Report(), Store())).chinese
    graph = Graph().parse(data=to_turtle(Report()), format="turtle")
    (this,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(this, SH.conforms) == Literal(True)
    assert list(graph.objects(this, SH.result)) == []


@pytest.mark.accept("P09")
def test_standard_report_holds_every_finding(broken: Store) -> None:
    report = validate(broken)
    graph = Graph().parse(data=to_turtle(report), format="turtle")
    (this,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(this, SH.conforms) == Literal(False, datatype=XSD.boolean)
    results = list(graph.objects(this, SH.result))
    assert set(results) == set(graph.subjects(RDF.type, SH.ValidationResult))
    told = {tuple(str(graph.value(result, each)) for each in EXACTLY_ONE) for result in results}
    assert told == {(each.focus, str(SH[each.severity]), each.shape, each.component) for each in report}
    assert len(results) == len(told) == len(report)
    for result in results:
        assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "zh"}
        for predicate in EXACTLY_ONE:
            (value,) = graph.objects(result, predicate)
            assert isinstance(value, URIRef)
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


@pytest.mark.accept("P09")
def test_standard_report_says_which_part_of_shacl_was_broken(broken: Store) -> None:
    components = {found.identifier: found.component for found in validate(broken)}
    assert components == {
        "S01": str(SH.MinCountConstraintComponent),
        "S07": str(SH.MinCountConstraintComponent),
        "S14": str(SH.SPARQLConstraintComponent),
    }


def test_value_that_breaks_two_parts_of_a_rule_is_told_once(store: Store, change: Change) -> None:
    change(
        store,
        "DELETE { ?c spdx:checksumValue ?v } INSERT { ?c spdx:checksumValue 7 } WHERE { ?c spdx:checksumValue ?v }",
    )
    (found,) = [found for found in validate(store) if found.shape.endswith("Checksum-value")]
    assert found.component == str(SH.DatatypeConstraintComponent)


@pytest.mark.parametrize("value", ['"a \\"quoted\\" <b>"@en', "5.0", '"7"^^<x:unknown>', "<x:iri>", '"多行\\n文字"@zh'])
def test_standard_report_keeps_values(value: str) -> None:
    graph = Graph().parse(data=to_turtle(Report.of([finding(value=value)])), format="turtle")
    (kept,) = graph.objects(None, SH.value)
    assert kept == Graph().parse(data=f"<x:s> <x:p> {value} .", format="turtle").value(URIRef("x:s"), URIRef("x:p"))


def test_same_findings_give_the_same_bytes(broken: Store) -> None:
    once, twice = (validate(broken) for _ in range(2))
    assert to_turtle(once) == to_turtle(twice)
    assert to_text(once, broken) == to_text(twice, broken)
    assert to_html(once, broken) == to_html(twice, broken)


@pytest.mark.accept("P09")
def test_report_that_was_kept_shows_the_same(broken: Store) -> None:
    report = validate(broken)
    kept = Report.from_json(report.as_json())
    assert kept == report
    assert to_turtle(kept) == to_turtle(report)
    assert to_html(kept, broken) == to_html(report, broken)
    assert Report.from_json(Report().as_json()) == Report()


def test_blank_node_can_be_reported(store: Store, change: Change) -> None:
    change(store, "INSERT { [] rdfs:seeAlso ?rule } WHERE { ?rule a pg:Rule }")
    report = validate(store)
    assert {found.identifier for found in report} == {"S22"}
    assert "blank node" in to_text(report, store)
    assert "blank node" in to_html(report, store)
    graph = Graph().parse(data=to_turtle(report), format="turtle")
    assert set(graph.objects(None, SH.focusNode)) == {URIRef("urn:policygraph:blank-node")}

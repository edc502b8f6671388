"""The audit over the samples: every list against its query and against what was written into the samples by hand."""

import csv
import io
import json
import re
import time
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from mappings.anchoring import write_outline_of
from mappings.archive import Archive
from mappings.outline import read_outline
from ontology.authority_files import read_authorities
from ontology.terms import DEFAULT_BASE
from publish.release.audit import HEADS
from publish.settings import Settings
from publish.site.app import create_app
from publish.site.audit import ON_A_PAGE
from publish.site.audit_queries import QUERIES
from publish.site.examples import QUESTIONS
from publish.site.past import PastReleases
from publish.site.release import Releases, read_release
from publish.site.texts import Texts
from publish.store.limits import Limits
from publish.store.queries import Query
from publish.workspace import Workspace

HTML = {"Accept": "text/html"}
AGREE = ("coverage", "announced", "single-source", "contradictions", "machine-only", "translation-only")
IDS = re.compile(r'\bid="([^"]+)"')
FRAGMENTS = re.compile(r'href="#([^"]+)"')
TAGS = re.compile(r"<[^>]+>")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(sample_releases: Mapping[str, Path], samples: Workspace) -> FlaskClient:
    """The site over the present release, with the texts, which are open."""
    return create_app(sample_releases["second"], texts=Texts(samples.archive)).test_client()


def table(site: FlaskClient, name: str) -> list[dict[str, str]]:
    answer = site.get(f"/audit/{name}.csv")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text)))


def article(ids: Mapping[str, str], name: str) -> str:
    return f"/doc/article/{ids[f'{name}#article']}"


@pytest.mark.parametrize("name", AGREE)
def test_list_and_query_say_the_same(site: FlaskClient, name: str) -> None:
    answer = site.get("/sparql", query_string={"query": QUERIES[name], "format": "json"})
    found = json.loads(answer.text)["results"]["bindings"]
    listed = table(site, name)
    assert len(found) == len(listed) > 0
    things = [head for head in ("subject", "predicate", "article", "document") if head in listed[0]]
    assert sorted([row[head]["value"] for head in things] for row in found) == sorted(
        [row[head] for head in things] for row in listed
    )


def test_contradictions_are_those_written_into_the_samples(site: FlaskClient, ids: Mapping[str, str]) -> None:
    found = {(row["subject"].rpartition("/")[2], row["object"], row["status"]) for row in table(site, "contradictions")}
    number, day = "http://www.w3.org/2001/XMLSchema#integer", "http://www.w3.org/2001/XMLSchema#date"
    assert found == {
        (ids["night-ferry-dump#d1"], f'"3"^^<{number}>', "accepted"),
        (ids["night-ferry-dump#d1"], f'"4"^^<{number}>', "disputed"),
        (ids["night-ferry-dump#m1"], f'"2023-10-06"^^<{day}>', "accepted"),
        (ids["night-ferry-dump#m1"], f'"2023-10-16"^^<{day}>', "rejected"),
    }


def test_announced_measures_are_those_found(site: FlaskClient, ids: Mapping[str, str]) -> None:
    found = {row["document"].rpartition("/")[2]: (row["announced"], row["found"]) for row in table(site, "announced")}
    assert found[ids["digital-lake-news#d1"]] == ("6", "6")
    assert found[ids["smart-piers-release#d1"]] == ("4", "4")


def test_coverage_counts_the_sentences_by_hand(site: FlaskClient, ids: Mapping[str, str]) -> None:
    """The news has eighteen sentences, and only the one about ground to make up carries nothing."""
    found = {row["article"].rpartition("/")[2]: row for row in table(site, "coverage")}
    row = found[ids["digital-lake-news#article"]]
    assert (row["sentences"], row["covered"], row["characters"]) == ("18", "17", "1629")


def test_outlines_are_those_of_the_texts(samples: Workspace, tmp_path: Path) -> None:
    authorities = read_authorities(DEFAULT_BASE, samples.authority_files())
    (tmp_path / "records").mkdir()
    for record in samples.record_files():
        copy = tmp_path / "records" / record.name
        copy.write_bytes(record.read_bytes())
        write_outline_of(copy, Archive(samples.archive), authorities)
        made = tmp_path / "outlines" / f"{record.stem}.tsv"
        assert read_outline(made) == read_outline(samples.outlines / made.name), "write it again: policygraph anchor"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_desk_shows_every_list_and_each_has_a_page_and_a_file(site: FlaskClient, language: str) -> None:
    desk = site.get("/audit", query_string={"lang": language}).text
    for name, head in HEADS.items():
        assert f'id="{name}"' in desk
        assert f'href="/audit/{name}.csv"' in desk
        assert site.get(f"/audit/{name}", query_string={"lang": language}).status_code == 200
        assert site.get(f"/audit/{name}.csv").text.splitlines()[0] == ",".join(head)
    message = "Readings disagree" if language == "en" else "各读法的印发机构数不一致"
    assert message in desk
    for nothing in ("/audit/nothing", "/audit/coverage.exe"):
        assert site.get(nothing).status_code == 404


def test_list_leads_to_the_words_and_they_are_marked_there(site: FlaskClient) -> None:
    desk = site.get("/audit?lang=en").text
    links = set(re.findall(r'href="(/doc/article/[^"#]+)#(c\d+-\d+)"', desk))
    assert links
    for page, mark in links:
        assert f'id="{mark}"' in site.get(page, headers=HTML).text


@pytest.mark.accept("P06")
@pytest.mark.parametrize(
    "name", ["digital-lake-news", "night-ferry-dump", "open-water-data", "paper-tickets-op-ed", "smart-piers-release"]
)
def test_article_shows_its_text_and_links_lead_both_ways(
    site: FlaskClient, ids: Mapping[str, str], samples: Workspace, sample_texts: Mapping[str, str], name: str
) -> None:
    page = site.get(article(ids, name), headers=HTML).text
    anchors = IDS.findall(page)
    assert len(anchors) == len(set(anchors)), "an id twice"
    assert set(FRAGMENTS.findall(page)) <= set(anchors)
    statements = [each for each in anchors if re.fullmatch(r"s\d+", each)]
    assert statements
    for each in statements:
        assert f'<sup class="refs"><a href="#{each}">' in page or re.search(rf'<a href="#{each}">\d+</a>', page)
    shown = "".join(
        unescape(TAGS.sub("", re.sub(r'<sup class="refs">.*?</sup>', "", run)))
        for run in re.findall(r'<div class="run">(.*?)</div>', page, re.DOTALL)
    )
    (text,) = [content for file, content in sample_texts.items() if file.startswith(name)]
    for sentence in read_outline(samples.outlines / f"{name}.tsv")[1]:
        assert text[sentence.start : sentence.end] in shown


def test_what_no_statement_rests_on_is_bare(site: FlaskClient, ids: Mapping[str, str]) -> None:
    page = site.get(article(ids, "digital-lake-news"), headers=HTML).text
    text = page.partition('<div class="run">')[2]
    assert re.findall(r'<span class="mark bare">(.*?)</span>', text) == ["There is ground to make up."]


@pytest.mark.accept("P06")
def test_words_that_overlap_are_marked_one_within_the_other(site: FlaskClient, ids: Mapping[str, str]) -> None:
    page = site.get(article(ids, "digital-lake-news"), headers=HTML).text
    assert re.search(
        r'<span class="mark document" id="c118-261">The <span class="mark agent" id="c122-142">Heron', page
    )


@pytest.mark.accept("P06", "W2")
def test_tags_of_a_page_are_shown_as_text(site: FlaskClient, ids: Mapping[str, str]) -> None:
    page = site.get(article(ids, "open-water-data"), headers=HTML).text
    assert "&lt;em&gt;" in page
    assert "<em>" not in page
    assert "<script" not in page.partition("<body>")[2]


def test_without_the_text_the_outline_tells_the_same(
    sample_sites: Mapping[str, FlaskClient], ids: Mapping[str, str]
) -> None:
    page = sample_sites["second"].get(article(ids, "digital-lake-news"), headers={**HTML, "Accept-Language": "en"}).text
    assert "fibre cable to every pier" in page  # a quotation, for the text is open
    assert "There is ground to make up." not in page
    assert page.count("nothing rests on this sentence") == 1
    anchors = IDS.findall(page)
    assert len(anchors) == len(set(anchors))
    assert set(FRAGMENTS.findall(page)) <= set(anchors)


def test_evidence_page_tells_words_rule_review_and_rivals(site: FlaskClient) -> None:
    (disputed,) = [row for row in table(site, "contradictions") if row["status"] == "disputed"]
    page = site.get(disputed["evidence"].replace(f"{DEFAULT_BASE}id/", "/doc/") + "?lang=en", headers=HTML).text
    for expected in (
        "3 other departments on the Night Ferry",  # the words
        "42–126",
        "Unicode code points of the file as decoded by utf-8",
        "2e7a00aa5973a2479cf8c9a84f2198a1b0c4f56ea0d11f4982720b5249a48455",  # of the words
        "2f27710445b6b48eec58e75fbe5b5a86753ceb2ad3bccb5d0457c070ebd1b84a",  # of the file
        "version 1",
        "Other readings by this rule (3)",
        "The Chinese title counts three departments in all",
        "Competing readings",
        "Three departments start a night ferry in Reedport",  # that of another reading
    ):
        assert expected in page, expected
    mark = re.search(r'class="to-words" href="(/doc/article/[^"#]+)#(c42-126)"', page)
    assert mark
    assert f'id="{mark[2]}"' in site.get(mark[1], headers=HTML).text


@pytest.fixture(scope="module")
def compared(site: FlaskClient) -> tuple[str, str]:
    """The versions of the two releases."""
    return "2024.03.1", "2024.05.1"


def test_difference_between_releases_names_what_came_and_why(site: FlaskClient, compared: tuple[str, str]) -> None:
    page = site.get(f"/release/{compared[0]}/diff/{compared[1]}?lang=en").text
    for expected in (
        "Notice on Running a Night Ferry",
        "declared issuer count: 3",
        "Read twice against the text, both",
    ):
        assert expected in TAGS.sub("", page)
    back = site.get(f"/release/{compared[1]}/diff/{compared[0]}?lang=en").text
    assert "The second release is the older one" in back
    assert site.get(f"/release/{compared[0]}/diff/{compared[0]}?lang=en").text.count("Nothing changed.") == 1
    assert site.get(f"/release/{compared[0]}/diff/1999.01.1").status_code == 404


def test_reasons_are_told_for_releases_that_are_not_served(
    site: FlaskClient, sample_sites: Mapping[str, FlaskClient], compared: tuple[str, str]
) -> None:
    """The site over the older release tells of the newer one what its own site tells: from the files beside it."""
    address = f"/release/{compared[0]}/diff/{compared[1]}?lang=en"
    pages = [TAGS.sub("", each.get(address).text.partition("<footer>")[0]) for each in (site, sample_sites["first"])]
    for page in pages:
        assert "Read twice against the text, both" in page  # a decision
        assert "merged" in page  # by the ledger
    reasons = [[line for line in page.splitlines() if "2024-0" in line] for page in pages]
    assert reasons[0] == reasons[1] != []


def test_thing_that_was_merged_has_a_history(site: FlaskClient, sample_releases: Mapping[str, Path]) -> None:
    lines = (sample_releases["second"] / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    merges = [event for event in map(json.loads, lines) if event["op"] in ("merge", "withdraw", "split")]
    assert merges
    kinds = {event["id"]: event["type"] for event in map(json.loads, lines) if event["op"] == "mint"}
    for event in merges:
        answer = site.get(f"/doc/{kinds[event['id']]}/{event['id']}/history?lang=en")
        if answer.status_code == 404:  # the path of some kinds is another word
            continue
        assert event["why"] in unescape(answer.text)
    assert site.get("/doc/measure/m000000m/history").status_code == 404


def test_feed_is_atom_and_lists_what_changed(site: FlaskClient, ids: Mapping[str, str]) -> None:
    answer = site.get("/changes.atom", headers={"Accept-Language": "en"})
    assert answer.mimetype == "application/atom+xml"
    assert "<svg " in site.get("/", headers={"Accept": "text/html"}).text  # names of one vocabulary are no other's
    feed = ElementTree.fromstring(answer.data)
    assert {each.tag for each in feed} >= {f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "entry")}
    entries = feed.findall(f"{ATOM}entry")
    names = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert "added: Notice on Running a Night Ferry" in names
    iris = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(iris) == len(set(iris))
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")


@pytest.mark.accept("E21")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.english[:30])
def test_question_of_the_editor_has_an_answer(site: FlaskClient, question: object) -> None:
    query = question.query  # type: ignore[attr-defined]
    answer = site.get("/sparql", query_string={"query": query, "format": "json"})
    assert json.loads(answer.text)["results"]["bindings"]


def test_answer_with_evidence_leads_to_the_words_of_each_row(site: FlaskClient) -> None:
    issuers = QUESTIONS[1].query
    page = site.get("/sparql", query_string={"query": issuers, "format": "html", "evidence": "1", "lang": "en"}).text
    rows = re.findall(r"<tr><td>.*?</tr>", page, re.DOTALL)
    assert len(rows) > 3
    for row in rows:
        (page_of_words, mark) = re.search(r'href="(/doc/article/[^"#]+)#(c\d+-\d+)"', row).groups()  # type: ignore[union-attr]
        assert f'id="{mark}"' in site.get(page_of_words, headers=HTML).text
    (smart,) = [row for row in rows if "Smart Piers" in row]
    assert "经湖村议事会批准，白鹭县湖泊事务局今日印发" in smart
    plain = site.get("/sparql", query_string={"query": issuers, "format": "html"}).text
    assert 'class="grounds"' not in plain


def test_computed_rows_say_that_no_single_statement_is_behind_them(site: FlaskClient) -> None:
    query = "SELECT (1 + 1 AS ?two) {}"
    page = site.get("/sparql", query_string={"query": query, "format": "html", "evidence": "1", "lang": "en"}).text
    assert "computed, or from no single statement" in page


def test_chart_and_permalink(site: FlaskClient) -> None:
    asked = {"query": QUESTIONS[2].query, "format": "html", "chart": "1", "lang": "en"}
    page = site.get("/sparql", query_string=asked).text
    assert '<meter min="0" max="1" value="1.000"' in page
    permalink = re.search(r'<a href="([^"]+)">permalink', page)
    assert permalink
    assert "release=2024.05.1" in permalink[1]
    assert site.get(unescape(permalink[1])).status_code == 200


MEASURES = "SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/policygraph/ontology#Measure> }"


def test_permalink_asks_the_release_that_it_names(
    site: FlaskClient, sample_sites: Mapping[str, FlaskClient], compared: tuple[str, str]
) -> None:
    asked = {"query": MEASURES, "lang": "en"}
    then, now = (sample_sites[each].get("/sparql", query_string={**asked, "format": "csv"}).text
                 for each in ("first", "second"))  # fmt: skip
    assert then != now
    older = {**asked, "release": compared[0]}
    assert site.get("/sparql", query_string={**older, "format": "csv"}).text == then
    assert site.get("/sparql", query_string={**asked, "release": compared[1], "format": "csv"}).text == now
    page = site.get("/sparql", query_string={**older, "format": "html"}).text
    assert f"The answer below is that of release {compared[0]}" in page
    assert f"<bdi>{then.split()[-1]}</bdi>" in page
    assert f'<input type="hidden" name="release" value="{compared[0]}">' in page
    for name in ("permalink", "CSV"):
        link = re.search(rf'<a href="([^"]+)">{name}<', page)
        assert link
        assert f"release={compared[0]}" in link[1]
    current = re.search(r'<a href="([^"]+)">Ask the current release', page)
    assert current
    assert f"<bdi>{now.split()[-1]}</bdi>" in site.get(unescape(current[1])).text


def test_release_that_cannot_be_asked_is_never_answered_by_another_in_silence(site: FlaskClient) -> None:
    asked = {"query": MEASURES, "release": "1999.01.1<b>", "lang": "en"}
    page = site.get("/sparql", query_string={**asked, "format": "html"}).text
    assert "This link names release 1999.01.1&lt;b&gt;, which cannot be asked here." in page
    assert "Ask the current release" in page
    answer = site.get("/sparql", query_string={**asked, "format": "csv"})
    assert answer.status_code == 404
    assert answer.text.startswith("release 1999.01.1<b> cannot be asked here")
    assert answer.mimetype == "text/plain"


def test_older_release_is_asked_by_one_at_a_time_and_its_worker_ends(sample_releases: Mapping[str, Path]) -> None:
    served = read_release(sample_releases["second"])
    past = PastReleases(Releases(served), Limits.of(Settings()), idle_seconds=0.05)
    version = "2024.03.1"
    with past.asked(version) as queries:
        assert queries.table(Query(MEASURES), 10).rows
        past.stop()  # as its clock does: not while somebody asks
        assert queries.table(Query(MEASURES), 10).rows
    for _ in range(200):
        if past.open_release == "":
            break
        time.sleep(0.02)
    assert past.open_release == ""
    with past.asked(version) as queries:
        assert queries.table(Query(MEASURES), 10).rows
    past.stop()
    assert not past.has("1999.01.1")


def test_term_page_tells_hierarchy_shapes_counts_and_examples(site: FlaskClient) -> None:
    page = site.get("/terms/Measure?lang=en").text
    for expected in ("policy content", "Measure-instrument", "/quality/Measure-instrument", "used 17 times"):
        assert expected in page
    assert "/id/measure/" in page
    assert site.get("/terms/Nothing").status_code == 404
    overview = site.get("/terms?lang=zh").text
    assert "pg:PilotMeasure" in overview


@pytest.fixture(scope="module")
def private(sample_releases: Mapping[str, Path], samples: Workspace) -> FlaskClient:
    """The site with all texts of an archive, as for this machine alone."""
    return create_app(sample_releases["second"], texts=Texts(samples.archive, all_of_them=True)).test_client()


def test_site_with_texts_that_are_not_open_can_be_read_by_no_other_site(
    private: FlaskClient, ids: Mapping[str, str]
) -> None:
    page = article(ids, "digital-lake-news")
    answer = private.get(page, headers={**HTML, "Origin": "https://example.org"})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert private.get(page, headers={**HTML, "Host": "example.org"}).status_code == 403
    assert private.get(page, headers={**HTML, "Host": "example.org:8000"}).status_code == 403
    stranger = {**HTML, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert private.get(page, headers=stranger).status_code == 403
    assert private.get(page, headers={**HTML, "Host": "127.0.0.1:23000"}).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh"])
def test_long_list_comes_in_pages_that_hold_all_rows_between_them(site: FlaskClient, language: str) -> None:
    name = "machine-only"
    rows, shown, number = table(site, name), 0, 1
    while True:
        page = site.get(f"/audit/{name}?page={number}&lang={language}").text
        on_this = page.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")
        assert 0 < on_this <= ON_A_PAGE
        shown += on_this
        if f'rel="next" href="/audit/{name}?page={number + 1}"' not in page:
            break
        number += 1
    assert shown == len(rows) > ON_A_PAGE
    for nothing in (number + 1, 0, "x", "-1", "1" * 9):
        assert site.get(f"/audit/{name}?page={nothing}").status_code == 404


def test_list_that_is_not_in_the_graph_says_why_and_where_it_is(site: FlaskClient) -> None:
    for name, file in (("findings", "report/report.ttl"), ("samples", "audit/samples.csv")):
        assert not QUERIES[name]
        for path in ("/audit?lang=en", f"/audit/{name}?lang=en"):
            page = site.get(path).text
            assert "about the graph, and not part of it" in page or "and not part of its graph" in page
            found = re.search(rf'<a href="(/release/[^"]+/{file})">The file</a>', page)
            assert found
            with site.get(found[1]) as answer:
                assert answer.status_code == 200

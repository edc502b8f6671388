"""The pages of agents, rules and runs: what each of them shows that no other page does."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mappings.extract.rules import load_rules
from publish.site.app import create_app
from publish.site.sections import LISTED

from .conftest import DOCUMENT, SMALL, write_release

AGENCY, UNIT, COUNCIL, PERSON = "nhdwk8xm", "n3kwgjw6", "n7qfp7f4", "p0mk8nxq"
RULE = load_rules()["english-led"]
MORE = f"""
@prefix org: <http://www.w3.org/ns/org#> .
<id/evidence/v10pz7c6nkvb31mq> {{ <id/agent/{AGENCY}> a pg:PublicBody ; skos:altLabel "Reading Ministry"@en . }}
<id/evidence/v72p2chjtw1jq17w> {{ <id/recommendation/r1> pg:madeBy <id/agent/{PERSON}> . }}
<id/agent/{AGENCY}> skos:altLabel "Reading Ministry"@en ; org:subOrganizationOf <id/agent/{COUNCIL}> .
<id/agent/{UNIT}> a org:OrganizationalUnit ; org:unitOf <id/agent/{AGENCY}> ; skos:prefLabel "Shelves Division"@en .
<id/agent/{PERSON}> a foaf:Person ; skos:prefLabel "Ann Example"@en ; org:memberOf <id/agent/{UNIT}> ;
    pg:capacity "Librarian"@en .
<id/recommendation/r1> a pg:Recommendation ; skos:prefLabel "Read aloud"@en ; pg:madeBy <id/agent/{PERSON}> .
<id/article/kbdps6qj> dcterms:issued "2024-01-05"^^xsd:date ; schema:mentions <id/agent/{AGENCY}> .
<id/evidence/v10pz7c6nkvb31mq> a pg:Evidence , pg:TextEvidence ; oa:hasTarget <id/text/f5615j496r75swtm#char=20,70> ;
    pg:extractedBy <id/rule/{RULE.name}> ; prov:wasGeneratedBy <id/run/kbdps6qj-1> ;
    pg:reviewStatus <https://w3id.org/policygraph/scheme/review/accepted> .
<id/rule/{RULE.name}> a pg:Rule ; owl:versionInfo "{RULE.version}" .
<id/rule/english-led@999> a pg:Rule ; owl:versionInfo "999" .
"""
MANY = "".join(f"<id/document/d{number:03}> pg:issuedBy <id/agent/{AGENCY}> .\n" for number in range(LISTED))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The small release with a hierarchy, names, a person and a rule of the extraction."""
    return create_app(write_release(tmp_path_factory.mktemp("things") / "release", data=SMALL + MORE)).test_client()


def section(client: FlaskClient, path: str, name: str, language: str = "en") -> str:
    """One section of a page, its tags and white space taken out."""
    page = client.get(f"{path}.html?lang={language}").text
    found = re.search(rf'<section aria-labelledby="section-{name}">(.*?)</section>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[1]).split()) if found else ""


def test_agency_stands_between_what_it_belongs_to_and_its_units(client: FlaskClient) -> None:
    shown = section(client, f"/doc/agent/{AGENCY}", "hierarchy")
    assert shown.startswith("Where it stands belongs to Council")
    assert "its units Shelves Division" in shown


def test_agency_has_its_documents_by_what_it_did_with_date_article_and_evidence(client: FlaskClient) -> None:
    shown = section(client, f"/doc/agent/{AGENCY}", "documents")
    assert "issued Reading room plan December 2023 Reading rooms open [e1]" in shown
    page = client.get(f"/doc/agent/{AGENCY}.html?lang=en").text
    assert 'href="/doc/evidence/vg75xfd5k8r7jc35" title="Evidence vg75xfd5k8r7jc35">[e1]</a>' in page
    assert page.count(f'"/id/document/{DOCUMENT}"') == 1  # what stands in a section is not listed again below


def test_names_come_with_article_and_date_where_they_were_read(client: FlaskClient) -> None:
    shown = section(client, f"/doc/agent/{AGENCY}", "names")
    assert re.search(r"Reading Ministry Reading rooms open 5 January 2024 \[\d+\]", shown)
    assert "阅读部" in shown
    assert "mentioned in Reading rooms open 5 January 2024" in section(client, f"/doc/agent/{AGENCY}", "articles")


def test_person_has_affiliations_up_to_the_top_and_what_they_said(client: FlaskClient) -> None:
    shown = section(client, f"/doc/agent/{PERSON}", "hierarchy", "zh")
    assert shown.startswith("所属机构与职务")
    assert re.search("Shelves Division.*阅读部.*委员会.*Librarian", shown)
    said = section(client, f"/doc/agent/{PERSON}", "said")
    assert "recommends Read aloud Reading rooms open [e1]" in said


def test_rule_shows_what_it_finds_and_what_it_leaves_in_sentences_of_ours(client: FlaskClient) -> None:
    shown = section(client, f"/doc/rule/{RULE.name}", "described")
    for expected in (RULE.comment, RULE.examples[0].text, RULE.examples[0].spans[0], RULE.counter[0]):
        assert expected in shown
    assert "1 accepted" in section(client, f"/doc/rule/{RULE.name}", "judged")
    assert "100.0 % acceptance rate" in section(client, f"/doc/rule/{RULE.name}", "judged")
    assert "1 readings" in section(client, f"/doc/rule/{RULE.name}", "found")
    assert "Ministry of Reading · Evidence v10pz7c6nkvb31mq" in section(client, f"/doc/rule/{RULE.name}", "found")


def test_rule_of_another_version_has_no_examples_of_this_one(client: FlaskClient) -> None:
    shown = section(client, "/doc/rule/english-led@999", "described")
    assert f"made with version 999. Version {RULE.version} is at hand" in shown
    assert RULE.examples[0].text not in shown
    assert "stands for reading by people" in section(client, "/doc/rule/editorial-reading@1", "described")


def test_run_counts_what_came_of_it_by_rule_and_kind(client: FlaskClient) -> None:
    shown = section(client, "/doc/run/kbdps6qj-1", "made")
    assert "5 readings" in shown
    assert f"by rule Read by a person 4 Rule {RULE.name} 1 by kind of thing" in shown
    assert "Reading rooms open" in section(client, "/doc/run/kbdps6qj-1", "texts")


def test_long_lists_are_capped_and_say_so(tmp_path: Path) -> None:
    client = create_app(write_release(tmp_path / "release", data=SMALL + MANY)).test_client()
    shown = section(client, f"/doc/agent/{AGENCY}", "documents")
    assert f"{LISTED} of {LISTED + 1}" in shown
    assert shown.startswith("Documents issued Reading room plan")  # what has a date comes first

"""Authorities of a workspace: added to the shipped ones, never changing them, and refused with file and fix."""

from pathlib import Path

import pytest
from rdflib import SKOS, Literal

from ontology.authority_files import Authorities, read_authorities, shipped_authorities
from ontology.errors import OntologyError
from ontology.identifiers import KINDS, mint
from ontology.terms import DEFAULT_BASE

PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RIGHT = mint(KINDS["agent"], "agent:reading")
MINISTRY = f"""\
<id/agent/{RIGHT}> a pg:PublicAgency ;
    skos:notation "reading" ;
    skos:prefLabel "Ministry of Reading"@en , "阅读部"@zh ;
    dcterms:source "its letterhead" ;
    dcterms:created "2026-11-25"^^xsd:date .
"""


def read(folder: Path, **files: str) -> Authorities:
    """The authorities of a workspace with these files."""
    for name, body in files.items():
        (folder / f"{name}.ttl").write_text(PREFIXES + body, encoding="utf-8")
    return read_authorities(DEFAULT_BASE, folder.glob("*.ttl"))


def test_own_authorities_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    found = read(tmp_path, agencies=MINISTRY)
    assert found.iris.keys() - shipped_authorities(DEFAULT_BASE).iris.keys() == {"reading"}
    iri = found.iris["reading"]
    assert str(iri) == f"{DEFAULT_BASE}id/agent/{RIGHT}"
    assert (iri, SKOS.prefLabel, Literal("阅读部", lang="zh")) in found.graph
    assert found.file("reading") == str(tmp_path / "agencies.ttl")
    assert iri not in set(shipped_authorities(DEFAULT_BASE).graph.subjects())


def test_without_files_there_are_the_shipped_ones(tmp_path: Path) -> None:
    assert read(tmp_path) is shipped_authorities(DEFAULT_BASE)


def test_digest_changes_with_the_files(tmp_path: Path) -> None:
    before = read(tmp_path, agencies=MINISTRY).digest
    assert read(tmp_path, agencies=MINISTRY).digest == before
    assert read(tmp_path, agencies=MINISTRY.replace("letterhead", "seal")).digest != before


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        ("dcterms:source", "nothing:source", "not Turtle", "Correct the syntax"),
        ('"reading"', '"ndrc"', "the key ndrc is taken", "choose another key"),
        (RIGHT, "n0000000", "is not the identifier of this key", f"Name it <id/agent/{RIGHT}>"),
        ("pg:PublicAgency", "pg:Measure", "exactly one class", "Use one of: pg:PublicAgency, pg:PartyOrgan"),
        ("a pg:PublicAgency", "a pg:PublicAgency , pg:PartyOrgan", "exactly one class", "Use one of"),
        ('    skos:notation "reading" ;\n', "", "exactly one key", "Add skos:notation"),
        ('"reading"', '"Reading"', "exactly one key", "small letters and hyphens"),
        (' , "阅读部"@zh', "", "named in both languages", "Add skos:prefLabel"),
        ("dcterms:source", "skos:note", "no citation", "Add dcterms:source"),
        ("dcterms:created", "skos:note", "no day", "Add dcterms:created"),
        ('"2026-11-25"^^xsd:date', '"2026"', "no day", "Add dcterms:created"),
        ('dcterms:source "its', 'org:unitOf <id/agent/n0000000> ; dcterms:source "its', "is no authority", "Describe"),
        ('"its letterhead"', "[]", "blank node", "have an IRI"),
    ],
)  # fmt: skip
def test_fault_is_refused_with_file_and_fix(tmp_path: Path, old: str, new: str, what: str, fix: str) -> None:
    assert MINISTRY.count(old) == 1
    body = MINISTRY.replace(old, new)
    if "ndrc" in new:  # with the identifier that this key would have
        body = body.replace(RIGHT, mint(KINDS["agent"], "agent:ndrc"))
    with pytest.raises(OntologyError) as refused:
        read(tmp_path, agencies=body)
    assert what in refused.value.what
    assert refused.value.where.startswith(str(tmp_path / "agencies.ttl"))
    assert fix in refused.value.fix


def test_one_key_in_two_files_names_both(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as refused:
        read(tmp_path, agencies=MINISTRY, more=MINISTRY)
    assert "the key reading is taken by" in refused.value.what
    assert str(tmp_path / "agencies.ttl") in refused.value.what
    assert str(tmp_path / "more.ttl") in refused.value.where


def test_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes(PREFIXES.encode() + '<a> <b> "é" .'.encode("latin-1"))
    with pytest.raises(OntologyError, match=r"latin\.ttl"):
        read_authorities(DEFAULT_BASE, tmp_path.glob("*.ttl"))

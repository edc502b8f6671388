"""The 37 kinds of fault, and more, put into the dataset of the cases and into the five articles: all are caught.

A fault is a SPARQL update that looks for a thing to break, so it works on any dataset of our model. Only the rule that
must notice is run, and what it found before the fault does not count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store
from rdflib import Graph

from mappings import Archive, Names, Record
from ontology.terms import SH, SHAPE
from shapes.catalogue import catalogue
from shapes.engine import default_graph_alone, default_graph_named, flattened, run
from shapes.findings import Finding
from shapes.questions import ask, functions_for


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to the data, and the rule that must notice; `needs_archive` where it takes the text to see it."""

    name: str
    rule: str
    update: str
    needs_archive: bool = False


def chosen(names: str, where: str) -> str:
    """One thing to break, always the same."""
    return f"{{ SELECT {names} WHERE {{ {where} }} ORDER BY {names} LIMIT 1 }}"


def removed(triple: str, names: str, where: str) -> str:
    """The statement goes, from the default graph and from all evidence."""
    readings = f"OPTIONAL {{ GRAPH ?e {{ {triple} }} }}"
    return f"DELETE {{ {triple} GRAPH ?e {{ {triple} }} }} WHERE {{ {chosen(names, where)} {triple} {readings} }}"


def added(triples: str, names: str, where: str) -> str:
    """The statements come, in the default graph and in an evidence graph `?e` that `where` finds."""
    return f"INSERT {{ {triples} GRAPH ?e {{ {triples} }} }} WHERE {{ {chosen(f'{names} ?e', where)} }}"


def replaced(old: str, new: str, names: str, where: str) -> str:
    """The statement changes, in the default graph and in all evidence that makes it."""
    return (
        f"DELETE {{ {old} GRAPH ?e {{ {old} }} }} INSERT {{ {new} GRAPH ?e {{ {new} }} }}"
        f" WHERE {{ {chosen(names, where)} GRAPH ?e {{ {old} }} }}"
    )


def noted(old: str, new: str, names: str, where: str) -> str:
    """A statement of the books changes, which stand in the default graph only."""
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {chosen(names, where)} }}"


MEASURE = "GRAPH ?e { ?m a pg:Measure ; pg:setOutIn ?d } ?e a pg:TextEvidence ."
OBSERVATION = "GRAPH ?e { ?o a pg:Observation ; smea:obsValue ?v } ?e oa:hasTarget ?s ."
ACCEPTED = "pg:reviewStatus scheme:review\\/accepted"
OTHER_DIGEST = '"' + "0" * 64 + '"^^xsd:hexBinary'
NOWHERE = "<id/measure/m000000m>"

FAULTS = (
    Fault("S01 title lost", "Work-title", removed("?d dcterms:title ?t .", "?d", "?d a pg:PolicyDocument")),
    Fault("S02 issuer lost", "PolicyDocument-issuer", removed("?d pg:issuedBy ?n .", "?d", "?d pg:issuedBy ?n")),
    Fault(
        "S03 date in words", "PolicyDocument-date",
        added('?d eli:date_document "last May" .', "?d", "GRAPH ?e { ?d a pg:PolicyDocument }"),
    ),
    Fault(
        "S04 type lost", "PolicyDocument-type",
        removed("?d eli:type_document ?t .", "?d", "?d eli:type_document ?t"),
    ),
    Fault(
        "S05 shared name", "PublicBody-shared-name",
        added(
            "?b skos:altLabel ?l .", "?b ?l",
            "?a a pg:PublicAgency ; skos:prefLabel ?l . GRAPH ?e { ?b a pg:PublicAgency } FILTER(?a != ?b)",
        ),
    ),
    Fault(
        "S06 measure that belongs nowhere", "Measure-belonging",
        "DELETE { ?m ?p ?x . GRAPH ?e { ?m ?p ?x } } WHERE { "
        + chosen("?m", "?m a pg:Measure")
        + " ?m ?p ?x . FILTER(?p IN (pg:setOutIn, pg:undertakenBy, pg:appliesIn)) GRAPH ?e { ?m ?p ?x } }",
    ),
    Fault("S07 instrument lost", "Measure-instrument", removed("?m pg:instrument ?i .", "?m", "?m a pg:Measure")),
    Fault(
        "S08 measure of an expert", "Measure-no-maker",
        added("?m pg:madeBy ?p .", "?m ?p", MEASURE + " ?p a foaf:Person ."),
    ),
    Fault(
        "S09 value without unit", "Target-figures",
        added("?t pg:targetValue 5.0 .", "?t", "GRAPH ?e { ?t pg:targetKind scheme:targetkind\\/qualitative }"),
    ),
    Fault(
        "S10 two deadlines", "Target-deadline",
        added('?t pg:deadline "2030"^^xsd:gYear , "2031"^^xsd:gYear .', "?t", "GRAPH ?e { ?t a pg:Target }"),
    ),
    Fault("S11 speaker lost", "Recommendation-maker", removed("?r pg:madeBy ?p .", "?r", "?r a pg:Recommendation")),
    Fault("S12 unit lost", "Observation-unit", removed("?o satt:unitMeasure ?u .", "?o", "?o a pg:Observation")),
    Fault(
        "S13 share of 140 percent", "Observation-share",
        replaced(
            "?o smea:obsValue ?v .", "?o smea:obsValue 140.0 .", "?o ?v",
            "?o smea:obsValue ?v ; pg:indicator/pg:statisticType scheme:stattype\\/share",
        ),
    ),
    Fault(
        "S14 value not in words left out", "Evidence-figure",
        replaced("?o smea:obsValue ?v .", "?o smea:obsValue 77777.0 .", "?o ?v",
                 OBSERVATION + " FILTER NOT EXISTS { ?s oa:hasSelector/oa:exact ?q }"),
        needs_archive=True,
    ),
    Fault(
        "S14 value not in the quote", "Evidence-figure",
        replaced("?o smea:obsValue ?v .", "?o smea:obsValue 77777.0 .", "?o ?v",
                 OBSERVATION + " ?s oa:hasSelector/oa:exact ?q ."),
    ),
    Fault(
        "S14 figure reported otherwise", "Evidence-as-reported",
        replaced("?o pg:asReported ?v .", '?o pg:asReported "seventy-seven"@en .', "?o ?v",
                 OBSERVATION.replace("smea:obsValue", "pg:asReported") + " ?o pg:asReported ?v ."),
        needs_archive=True,
    ),
    Fault(
        "S15 observation of the future", "Observed-period",
        replaced("?z pg:firstDay ?f .", '?z pg:firstDay "2999-01-01"^^xsd:date .', "?z ?f",
                 OBSERVATION + " ?s oa:hasSource/ow:instantiates/(pg:latestDate|dcterms:issued) ?date ."
                 " ?o sdim:refPeriod ?z . ?z pg:firstDay ?f ."),
    ),
    Fault("S16 genre lost", "Article-genre", removed("?k pg:genre ?g .", "?k", "?k a pg:Article")),
    Fault(
        "S17 checksum lost", "SourceText-checksum",
        noted("?f spdx:checksum ?c .", "", "?f ?c", "?f spdx:checksum ?c"),
    ),
    Fault(
        "S18 translation into its own language", "TextExpression-translation",
        noted("?x dcterms:language ?l .", "?x dcterms:language ?o .", "?x ?l ?o",
              "?x eli:is_translation_of ?y ; dcterms:language ?l . ?y dcterms:language ?o"),
    ),
    Fault(
        "S19 capture at another time", "WebCapture-stamp",
        replaced("?w pg:captureDateTime ?t .", '?w pg:captureDateTime "2001-01-01T00:00:00Z"^^xsd:dateTime .', "?w ?t",
                 "?w pg:captureDateTime ?t"),
    ),
    Fault(
        "S20 placeholder", "Thing-placeholder",
        added('?d skos:altLabel "nan"@en .', "?d", "GRAPH ?e { ?d a pg:PolicyDocument }"),
    ),
    Fault(
        "S21 mistyped identifier", "Thing-identifier",
        added(f"{NOWHERE} a pg:Measure .".replace("m000000m", "m000001m"), "?m", MEASURE),
    ),
    Fault("S21 span spelled elsewhere", "Span-iri",
          noted("?p oa:start ?b .", "?p oa:start ?c .", "?p ?b ?c", "?p oa:start ?b . BIND(?b + 1 AS ?c)")),
    Fault(
        "S22 blank node", "Thing-named",
        "INSERT { ?d rdfs:seeAlso [] } WHERE { " + chosen("?d", "?d a pg:Work") + " }",
    ),
    Fault(
        "S23 evidence without a span", "TextEvidence-span",
        noted("?e oa:hasTarget ?s .", "", "?e ?s", "?e oa:hasTarget ?s"),
    ),
    Fault(
        "S24 span beyond its text", "Span-bounds",
        noted("?p oa:end ?z .", "?p oa:end 9999999 .", "?p ?z",
              "?s oa:hasSource ?f ; oa:hasSelector ?p . ?p oa:end ?z"),
    ),
    Fault(
        "S24 span that ends before it starts", "PositionSelector-start",
        noted("?p oa:end ?z .", "?p oa:end 0 .", "?p ?z", "?p oa:end ?z"),
    ),
    Fault(
        "S24 quote of another length", "Span-quote-length",
        noted("?q oa:exact ?w .", "?q oa:exact ?longer .", "?q ?w ?longer",
              '?q oa:exact ?w . BIND(CONCAT(?w, "!") AS ?longer)'),
    ),
    Fault(
        "S25 quote of other words", "Span-quote",
        noted("?q oa:exact ?w .", "?q oa:exact ?other .", "?q ?w ?other",
              '?q oa:exact ?w . BIND(CONCAT("#", SUBSTR(?w, 2)) AS ?other)'),
    ),
    Fault(
        "S25 digest of words left out", "Span-text",
        noted("?s pg:spanDigest ?h .", f"?s pg:spanDigest {OTHER_DIGEST} .", "?s ?h",
              "?s pg:spanDigest ?h ; pg:opensWith ?w"),
        needs_archive=True,
    ),
    Fault(
        "S25 first words of another span", "Span-anchors",
        noted("?s pg:opensWith ?w .", '?s pg:opensWith "#" .', "?s ?w", "?s pg:opensWith ?w"),
        needs_archive=True,
    ),
    Fault(
        "S26 digest of another file", "SourceText-digest",
        noted("?c spdx:checksumValue ?h .", f"?c spdx:checksumValue {OTHER_DIGEST} .", "?c ?h",
              "?c spdx:checksumValue ?h"),
        needs_archive=True,
    ),
    Fault(
        "S26 text of another length", "SourceText-characters",
        noted("?f pg:charLength ?l .", "?f pg:charLength ?m .", "?f ?l ?m", "?f pg:charLength ?l . BIND(?l + 1 AS ?m)"),
        needs_archive=True,
    ),
    Fault(
        "S27 statement without evidence", "Published-evidence",
        "INSERT { ?m pg:sector scheme:sector\\/retail } WHERE { "
        + chosen("?m", "?m a pg:Measure . FILTER NOT EXISTS { ?m pg:sector scheme:sector\\/retail }") + " }",
    ),
    Fault(
        "S28 empty evidence", "Asserting-something",
        "DELETE { GRAPH ?e { ?x ?p ?y } } WHERE { " + chosen("?e", "?e a pg:TextEvidence") + " GRAPH ?e { ?x ?p ?y } }",
    ),
    Fault(
        "S28 graph without evidence", "Evidence-described",
        "INSERT { GRAPH <id/evidence/none> { ?m a pg:Measure } } WHERE { " + chosen("?m", "?m a pg:Measure") + " }",
    ),
    Fault(
        "S29 accepted by nobody", "Asserting-reviewer",
        "DELETE { ?r prov:used ?e } WHERE { "
        + chosen("?e", f"?e a pg:TextEvidence ; {ACCEPTED}") + " ?r a pg:Review ; prov:used ?e }",
    ),
    Fault(
        "S31 deadline before its document", "Target-deadline-after-document",
        added('?t pg:deadline "1999"^^xsd:gYear . ?d eli:date_document "2021"^^xsd:gYear .', "?t ?d",
              "GRAPH ?e { ?t pg:setOutIn ?d } ?t a pg:Target ."),
    ),
    Fault(
        "S32 more declared than held", "PolicyContent-declared-measures",
        added("?d pg:declaredMeasureCount 999 .", "?d", "GRAPH ?e { ?d a pg:PolicyDocument }"),
    ),
    Fault(
        "S33 sources that disagree", "PolicyDocument-issuer-conflict",
        "INSERT { GRAPH ?e { ?d pg:declaredIssuerCount 999 } } WHERE { "
        + chosen("?d ?e", "?d pg:declaredIssuerCount ?n . ?e pg:reviewStatus scheme:review\\/disputed") + " }",
    ),
    Fault("S34 gone without a reason", "Tombstone-reason", f"INSERT DATA {{ {NOWHERE} owl:deprecated true }}"),
    Fault(
        "S35 replaced by itself", "Tombstone-circle",
        f"INSERT DATA {{ {NOWHERE} owl:deprecated true ; dcterms:isReplacedBy {NOWHERE} }}",
    ),
    Fault(
        "S35 replaced by what is gone", "Tombstone-end",
        f'INSERT DATA {{ {NOWHERE} dcterms:isReplacedBy <id/measure/gone> . <id/measure/gone> owl:deprecated true }}',
    ),
    Fault(
        "S36 recommendation in the words of a measure", "Recommendation-wording",
        noted("?x oa:hasTarget ?s .", "?x oa:hasTarget ?t .", "?x ?s ?t",
              "GRAPH ?x { ?r a pg:Recommendation } ?x oa:hasTarget ?s ."
              " GRAPH ?e { ?m a pg:Measure } ?e oa:hasTarget ?t . ?t pg:opensWith ?w ."),
    ),
    Fault(
        "S37 concept broader than itself", "Concept-circle",
        "INSERT { ?b skos:broader ?c } WHERE { " + chosen("?c ?b", "?c skos:broader ?b") + " }",
    ),
    Fault(
        "S38 document held twice", "PolicyDocument-duplicate",
        added("?b dcterms:title ?t .", "?b ?t",
              "?a a pg:PolicyDocument ; dcterms:title ?t . GRAPH ?e { ?b a pg:PolicyDocument } FILTER(?a != ?b)"),
    ),
    Fault(
        "S39 existence on a curator alone", "Published-existence",
        "DELETE { GRAPH ?e { ?m a pg:Measure } } INSERT { GRAPH ?c { ?m a pg:Measure } } WHERE { "
        + chosen("?m ?c", "GRAPH ?c { ?m skos:prefLabel ?l } ?c a pg:CuratedEvidence . ?m a pg:Measure")
        + " GRAPH ?e { ?m a pg:Measure } }",
    ),
    Fault(
        "S40 accepted and not published", "Asserting-published",
        "DELETE { ?m pg:setOutIn ?d } WHERE { " + chosen("?m ?d", "?m a pg:Measure ; pg:setOutIn ?d") + " }",
    ),
    Fault(
        "S41 evidence longer than a sentence", "Span-length",
        noted("?p oa:end ?z .", "?p oa:end ?far .", "?p ?z ?far",
              "?e oa:hasTarget ?s . ?s oa:hasSelector ?p . ?p oa:end ?z . BIND(?z + 301 AS ?far)"
              " FILTER NOT EXISTS { ?s pg:spanException ?why }"),
    ),
    Fault(
        "S42 issuer not named in words left out", "Evidence-agency-named",
        replaced("?d pg:issuedBy ?n .", "?d pg:issuedBy ?p .", "?d ?n ?p",
                 "GRAPH ?e { ?d pg:issuedBy ?n } ?e oa:hasTarget ?s . ?p a foaf:Person ."),
        needs_archive=True,
    ),
    Fault(
        "S43 label not repeated", "Thing-label-repeated",
        removed("?m rdfs:label ?l .", "?m ?l", "?m a pg:Measure ; rdfs:label ?l"),
    ),
    Fault(
        "S44 last words too long", "Span-anchor-limit",
        noted("?s pg:closesWith ?w .", '?s pg:closesWith "one two three four five six seven" .', "?s ?w",
              "?s pg:closesWith ?w"),
    ),
    Fault(
        "S46 premise not accepted", "Derived-premise",
        noted(f"?e {ACCEPTED} .", "?e pg:reviewStatus scheme:review\\/rejected .", "?e",
              f"?x a pg:DerivedEvidence ; prov:wasDerivedFrom ?e . ?e {ACCEPTED}"),
    ),
    Fault(
        "S47 recommendation that is a measure too", "Thing-one-kind",
        added("?r a pg:Measure .", "?r", "GRAPH ?e { ?r a pg:Recommendation }"),
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def corpus_texts(archive: Path, corpus_records: Mapping[str, Record], corpus_names: Names) -> Mapping[str, str]:
    """The five texts by the IRI under which the dataset knows them."""
    return {
        str(corpus_names.of_record(record).text): Archive(archive).text(record.source)
        for record in corpus_records.values()
    }


def found(rule: str, dataset: Store, texts: Mapping[str, str]) -> set[Finding]:
    """What one rule finds."""
    rules = catalogue()
    iri = str(SHAPE[rule])
    for question in rules.questions:
        if question.constraint.iri == iri:
            return set(ask(question, dataset, functions_for(dataset, texts)))
    for shapes, prepared in ((rules.default, default_graph_alone), (rules.dataset, default_graph_named)):
        if (SHAPE[rule], SH.path, None) in shapes or (SHAPE[rule], SH.message, None) in shapes:
            return set(run(prepared(dataset), alone(shapes, rule), rules.constraints))
    raise AssertionError(f"there is no rule {rule}")


def alone(shapes: Graph, rule: str) -> Graph:
    """The shapes, with one of them aiming at anything."""
    graph = Graph()
    graph += flattened(shapes)
    for predicate in (SH.targetClass, SH.targetSubjectsOf):
        for shape, target in list(graph.subject_objects(predicate)):
            if shape != SHAPE[rule]:
                graph.remove((shape, predicate, target))
    return graph


def caught(
    fault: Fault, quads: tuple[Quad, ...], texts: Mapping[str, str], change: Callable[[Store, str], None]
) -> bool:
    before, after = Store(), Store()
    before.bulk_extend(quads)
    after.bulk_extend(quads)
    change(after, fault.update)
    assert set(after) != set(before), "there was nothing to break"
    return bool(found(fault.rule, after, texts) - found(fault.rule, before, texts))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_in_the_dataset_of_the_cases_is_caught(
    fault: Fault,
    conforming: tuple[Quad, ...],
    conforming_texts: Mapping[str, str],
    change: Callable[[Store, str], None],
) -> None:
    assert caught(fault, conforming, conforming_texts if fault.needs_archive else {}, change)


@pytest.mark.corpus
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_in_the_five_articles_is_caught(
    fault: Fault,
    corpus_quads: tuple[Quad, ...],
    request: pytest.FixtureRequest,
    change: Callable[[Store, str], None],
) -> None:
    texts = request.getfixturevalue("corpus_texts") if fault.needs_archive else {}
    assert caught(fault, corpus_quads, texts, change)


def test_every_kind_of_fault_of_the_model_is_here() -> None:
    kinds = {f"S{number:02}" for number in range(1, 39)} - {"S30"}
    assert sorted(kinds - {fault.name[:3] for fault in FAULTS}) == []

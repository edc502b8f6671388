"""The kinds of fault of MODEL.md section 4, and those found since, put into the five articles: each one is caught.

All faults go into one copy of the dataset, each into another thing as far as there are enough of its kind, and the
whole is validated once. A fault is caught when the report names its rule and its thing, which the report of the
dataset without faults does not. What takes the words of the articles to see is put into a copy of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

import pytest
from pyoxigraph import Quad, QuerySolutions, Store

from mappings import Names, Record
from ontology.terms import DEFAULT_BASE, PREFIXES, SHAPE, VOCABULARY
from shapes.catalogue import catalogue
from shapes.findings import Finding
from shapes.validation import Report, validate, validate_global

NAMESPACES = {**PREFIXES, "scheme": f"{VOCABULARY}scheme/"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing done to the data.

    `name` begins with the number of the kind. `choice` is a SPARQL pattern: it binds `?focus`, the thing that a
    finding of `rule` must name, and what else `update` mentions as `$…`.
    """

    name: str
    rule: str
    choice: str
    update: str


@dataclass(frozen=True, slots=True)
class Broken:
    """What is found in a dataset with faults and not in the one without, and the thing that each fault is in."""

    findings: frozenset[Finding]
    foci: Mapping[str, str]


def lost(triple: str) -> str:
    """The statement goes: from the default graph, and from every evidence graph that makes it."""
    return turned(triple, "")


def turned(old: str, new: str) -> str:
    """The statement changes: in the default graph, and in every evidence graph that makes it."""
    return f"""DELETE {{ {old} GRAPH ?g {{ {old} }} }} INSERT {{ {new} GRAPH ?g {{ {new} }} }}
        WHERE {{ {old} OPTIONAL {{ GRAPH ?g {{ {old} }} }} }}"""


def said(triples: str) -> str:
    """The statements come: into the default graph, and into the evidence graph that was chosen."""
    return f"INSERT {{ {triples} GRAPH $evidence {{ {triples} }} }} WHERE {{}}"


def of_kind(kind: str) -> str:
    """A thing of this kind, with evidence from a text that says so."""
    return f"GRAPH ?evidence {{ ?focus a {kind} }} ?evidence a pg:TextEvidence ."


def resting_on(triple: str, words: str) -> str:
    """A statement whose evidence points at a span that shows its words, or the first of them, in this way."""
    return f"GRAPH ?evidence {{ {triple} }} ?evidence oa:hasTarget ?span . ?span {words} ?shown ."


QUOTED, LEFT_OUT = "oa:hasSelector/oa:exact", "pg:opensWith"
ACCEPTED = "pg:reviewStatus scheme:review\\/accepted"
OTHER_DIGEST = f'"{"0" * 64}"^^xsd:hexBinary'
BELONGING = "?p IN (pg:setOutIn, pg:undertakenBy, pg:appliesIn)"

FAULTS = (
    Fault("S01 title lost", "Work-title", "?focus a pg:Report", lost("$focus dcterms:title ?title .")),
    Fault("S01 two English names", "Thing-label", of_kind("pg:Article"), said('$focus skos:prefLabel "News"@en .')),
    Fault(
        "S02 issuer lost", "PolicyDocument-issuer",
        "?focus pg:issuedBy ?agency", lost("$focus pg:issuedBy ?any ."),
    ),
    Fault(
        "S02 issued by a person", "PolicyDocument-issuer-kind",
        of_kind("pg:PolicyDocument") + "?person a foaf:Person", said("$focus pg:issuedBy $person ."),
    ),
    Fault(
        "S03 date in words", "PolicyDocument-date",
        of_kind("pg:PolicyDocument"), said('$focus eli:date_document "last May" .'),
    ),
    Fault(
        "S03 padded date", "Work-issued",
        '?focus dcterms:issued ?date FILTER(DATATYPE(?date) = xsd:gYearMonth)',
        turned("$focus dcterms:issued $date .", '$focus dcterms:issued "2020-04-01T00:00:00"^^xsd:dateTime .'),
    ),
    Fault(
        "S04 type lost", "PolicyDocument-type",
        "?focus eli:type_document ?type", lost("$focus eli:type_document $type ."),
    ),
    Fault(
        "S05 shared name", "PublicBody-shared-name",
        of_kind("pg:PublicAgency")
        + "?other a pg:PublicAgency ; skos:prefLabel ?name FILTER(STR(?other) < STR(?focus))",
        said("$focus skos:altLabel $name ."),
    ),
    Fault(
        "S06 measure that belongs nowhere", "Measure-belonging", "?focus a pg:Measure",
        f"""DELETE {{ $focus ?p ?x . GRAPH ?g {{ $focus ?p ?x }} }}
            WHERE {{ $focus ?p ?x FILTER({BELONGING}) GRAPH ?g {{ $focus ?p ?x }} }}""",
    ),
    Fault(
        "S06 heading of no document", "MeasureGroup-document",
        "?focus a pg:MeasureGroup", lost("$focus pg:setOutIn ?document ."),
    ),
    Fault("S07 instrument lost", "Measure-instrument", "?focus a pg:Measure", lost("$focus pg:instrument ?any .")),
    Fault(
        "S07 modality that is an instrument", "Measure-modality", "?focus a pg:Measure ; pg:modality ?modality",
        turned("$focus pg:modality $modality .", "$focus pg:modality scheme:instrument\\/pilot ."),
    ),
    Fault(
        "S08 measure of an expert", "Measure-no-maker",
        of_kind("pg:Measure") + "?person a foaf:Person", said("$focus pg:madeBy $person ."),
    ),
    Fault(
        "S09 value without unit", "Target-figures",
        of_kind("pg:Target"), said("$focus pg:targetValue 5.0 ."),
    ),
    Fault(
        "S10 two deadlines", "Target-deadline", of_kind("pg:Target"),
        said('$focus pg:deadline "2030"^^xsd:gYear , "2031"^^xsd:gYear .'),
    ),
    Fault(
        "S11 recommendation of nobody", "Recommendation-maker",
        "?focus a pg:Recommendation", lost("$focus pg:madeBy ?speaker ."),
    ),
    Fault(
        "S11 recommendation in a document", "Recommendation-no-document",
        of_kind("pg:Recommendation") + "?document a pg:PolicyDocument", said("$focus pg:setOutIn $document ."),
    ),
    Fault("S12 unit lost", "Observation-unit", "?focus a pg:Observation", lost("$focus satt:unitMeasure ?unit .")),
    Fault("S12 two values", "Observation-value", of_kind("pg:Observation"), said("$focus smea:obsValue 30.5 .")),
    Fault(
        "S13 share of 140 percent", "Observation-share",
        "?focus smea:obsValue ?value ; pg:indicator/pg:statisticType scheme:stattype\\/share",
        turned("$focus smea:obsValue $value .", "$focus smea:obsValue 140.0 ."),
    ),
    Fault(
        "S14 value not in the quote", "Evidence-figure", resting_on("?focus smea:obsValue ?value", QUOTED),
        turned("$focus smea:obsValue $value .", "$focus smea:obsValue 77.7 ."),
    ),
    Fault(
        "S15 observation of the future", "Observed-period",
        "?focus sdim:refPeriod ?period . ?period pg:firstDay ?day",
        turned("$period pg:firstDay $day .", '$period pg:firstDay "2999-01-01"^^xsd:date .'),
    ),
    Fault("S16 genre lost", "Article-genre", "?focus a pg:Article", lost("$focus pg:genre ?genre .")),
    Fault("S16 rights lost", "Article-rights", "?focus a pg:Article", lost("$focus dcterms:rights ?rights .")),
    Fault("S17 checksum lost", "SourceText-checksum", "?focus a pg:SourceText", lost("$focus spdx:checksum ?sum .")),
    Fault(
        "S17 checksum cut short", "Checksum-value", "?focus spdx:checksumValue ?digest",
        turned("$focus spdx:checksumValue $digest .", '$focus spdx:checksumValue "beef"^^xsd:hexBinary .'),
    ),
    Fault(
        "S18 translation into its own language", "TextExpression-translation",
        "?focus eli:is_translation_of/dcterms:language ?original ; dcterms:language ?language",
        turned("$focus dcterms:language $language .", "$focus dcterms:language $original ."),
    ),
    Fault(
        "S19 capture at another time", "WebCapture-stamp", "?focus pg:captureDateTime ?time",
        turned(
            "$focus pg:captureDateTime $time .",
            '$focus pg:captureDateTime "2001-01-01T00:00:00Z"^^xsd:dateTime .',
        ),
    ),
    Fault("S20 placeholder", "Thing-placeholder", of_kind("foaf:Person"), said('$focus skos:altLabel "n/a"@en .')),
    Fault(
        "S21 mistyped identifier", "Thing-identifier",
        of_kind("pg:Issue").replace("?focus", "?issue") + "BIND(IRI(CONCAT(STR(?issue), '0')) AS ?focus)",
        said("$focus a pg:Issue ."),
    ),
    Fault(
        "S21 span spelled elsewhere", "Span-iri",
        "?focus oa:hasSource ?text ; oa:hasSelector ?position . ?position oa:start ?start BIND(?start + 1 AS ?next)",
        turned("$position oa:start $start .", "$position oa:start $next ."),
    ),
    Fault("S22 blank node", "Thing-named", "?focus a pg:Work", "INSERT { $focus rdfs:seeAlso [] } WHERE {}"),
    Fault(
        "S23 evidence without a span", "TextEvidence-span",
        "?focus a pg:TextEvidence", lost("$focus oa:hasTarget ?span ."),
    ),
    Fault(
        "S23 evidence read by no rule", "TextEvidence-rule",
        "?focus a pg:TextEvidence", lost("$focus pg:extractedBy ?rule ."),
    ),
    Fault(
        "S23 evidence of two statuses", "Evidence-status", f"?focus a pg:TextEvidence ; {ACCEPTED}",
        "INSERT { $focus pg:reviewStatus scheme:review\\/proposed } WHERE {}",
    ),
    Fault(
        "S24 span beyond its text", "Span-bounds",
        f"?focus {LEFT_OUT} ?shown ; oa:hasSelector ?position . ?position oa:end ?end",
        turned("$position oa:end $end .", "$position oa:end 9999999 ."),
    ),
    Fault(
        "S24 span that ends before it starts", "PositionSelector-start", "?focus oa:end ?end",
        turned("$focus oa:end $end .", "$focus oa:end 0 ."),
    ),
    Fault(
        "S24 quote of another length", "Span-quote-length",
        "?focus oa:hasSelector ?quote . ?quote oa:exact ?words BIND(CONCAT(?words, '!') AS ?more)",
        turned("$quote oa:exact $words .", "$quote oa:exact $more ."),
    ),
    Fault(
        "S25 quote of other words", "Span-quote",
        "?focus oa:hasSelector ?quote . ?quote oa:exact ?words BIND(CONCAT('#', SUBSTR(?words, 2)) AS ?other)",
        turned("$quote oa:exact $words .", "$quote oa:exact $other ."),
    ),
    Fault(
        "S27 statement without evidence", "Published-evidence",
        "?focus a pg:Measure FILTER NOT EXISTS { ?focus pg:sector scheme:sector\\/retail }",
        "INSERT { $focus pg:sector scheme:sector\\/retail } WHERE {}",
    ),
    Fault(
        "S28 empty evidence", "Asserting-something", "?focus a pg:TextEvidence",
        "DELETE { GRAPH $focus { ?x ?p ?y } } WHERE { GRAPH $focus { ?x ?p ?y } }",
    ),
    Fault(
        "S28 graph that is no evidence", "Evidence-described",
        "?measure a pg:Measure BIND(<id/evidence/none> AS ?focus)",
        "INSERT { GRAPH $focus { $measure a pg:Measure } } WHERE {}",
    ),
    Fault(
        "S29 accepted by nobody", "Asserting-reviewer", f"?focus a pg:TextEvidence ; {ACCEPTED}",
        "DELETE { ?review prov:used $focus } WHERE { ?review prov:used $focus ; a pg:Review }",
    ),
    Fault(
        "S31 deadline before its document", "Target-deadline-after-document",
        of_kind("pg:Target") + "?focus pg:setOutIn ?document",
        said('$focus pg:deadline "1999"^^xsd:gYear . $document eli:date_document "2021"^^xsd:gYear .'),
    ),
    Fault(
        "S32 more measures declared than held", "PolicyContent-declared-measures",
        of_kind("pg:MeasureGroup"), said("$focus pg:declaredMeasureCount 999 ."),
    ),
    Fault(
        "S32 more aspects declared than held", "PolicyDocument-counted-aspects",
        of_kind("pg:PolicyDocument"), said("$focus pg:declaredAspectCount 999 ."),
    ),
    Fault(
        "S32 more issuers declared than named", "PolicyDocument-named-issuers",
        of_kind("pg:PolicyDocument"), said("$focus pg:declaredIssuerCount 999 ."),
    ),
    Fault(
        "S33 sources that disagree", "PolicyDocument-issuer-conflict",
        "GRAPH ?evidence { ?focus pg:declaredIssuerCount ?count }",
        "INSERT { GRAPH $evidence { $focus pg:declaredIssuerCount 998 } } WHERE {}",
    ),
    Fault(
        "S34 gone without a reason", "Tombstone-reason",
        "BIND(<id/measure/gone-1> AS ?focus)", "INSERT DATA { $focus owl:deprecated true }",
    ),
    Fault(
        "S35 replaced by itself", "Tombstone-circle", "BIND(<id/measure/gone-2> AS ?focus)",
        "INSERT DATA { $focus owl:deprecated true ; dcterms:isReplacedBy $focus }",
    ),
    Fault(
        "S35 replaced by what is gone", "Tombstone-end",
        "BIND(<id/measure/gone-3> AS ?focus) BIND(<id/measure/gone-4> AS ?heir)",
        "INSERT DATA { $focus owl:deprecated true ; dcterms:isReplacedBy $heir . $heir owl:deprecated true }",
    ),
    Fault(
        "S36 recommendation in the words of a measure", "Recommendation-wording",
        resting_on("?measure a pg:Measure", LEFT_OUT)
        + "GRAPH ?reading { ?focus a pg:Recommendation } ?reading oa:hasTarget ?own",
        turned("$reading oa:hasTarget $own .", "$reading oa:hasTarget $span ."),
    ),
    Fault(
        "S37 concept broader than itself", "Concept-circle",
        "?focus skos:broader ?above", "INSERT { $above skos:broader $focus } WHERE {}",
    ),
    Fault(
        "S37 concept without a Chinese name", "Concept-label",
        "?focus a skos:Concept ; skos:prefLabel ?name FILTER(LANG(?name) = 'zh')",
        lost("$focus skos:prefLabel $name ."),
    ),
    Fault(
        "S38 document held twice", "PolicyDocument-duplicate",
        of_kind("pg:PolicyDocument")
        + "?other a pg:PolicyDocument ; dcterms:title ?title FILTER(STR(?other) < STR(?focus))",
        said("$focus dcterms:title $title ."),
    ),
    Fault(
        "S39 existence on a curator alone", "Published-existence",
        "?focus a pg:Measure . GRAPH ?curated { ?focus skos:prefLabel ?name } ?curated a pg:CuratedEvidence",
        "DELETE { GRAPH ?g { $focus a pg:Measure } } INSERT { GRAPH $curated { $focus a pg:Measure } }"
        " WHERE { GRAPH ?g { $focus a pg:Measure } }",
    ),
    Fault(
        "S39 issuer on a curator alone", "Published-words",
        "?focus pg:issuedBy ?agency . GRAPH ?curated { ?focus skos:prefLabel ?name } ?curated a pg:CuratedEvidence",
        "DELETE { GRAPH ?g { $focus pg:issuedBy $agency } } INSERT { GRAPH $curated { $focus pg:issuedBy $agency } }"
        " WHERE { GRAPH ?g { $focus pg:issuedBy $agency } }",
    ),
    Fault(
        "S40 accepted and not published", "Asserting-published",
        f"GRAPH ?focus {{ ?measure pg:setOutIn ?document }} ?focus a pg:TextEvidence ; {ACCEPTED}",
        "DELETE { $measure pg:setOutIn $document } WHERE {}",
    ),
    Fault(
        "S41 evidence longer than a sentence", "Span-length",
        f"""?evidence oa:hasTarget ?focus . ?focus {LEFT_OUT} ?shown ; oa:hasSelector ?position .
            ?position oa:end ?end BIND(?end + 301 AS ?far) FILTER NOT EXISTS {{ ?focus pg:spanException ?reason }}""",
        turned("$position oa:end $end .", "$position oa:end $far ."),
    ),
    Fault(
        "S42 issuer not named in the quote", "Evidence-agency-named",
        resting_on("?focus pg:issuedBy ?agency", QUOTED) + "?other a pg:PartyOrgan FILTER(?other != ?agency)",
        turned("$focus pg:issuedBy $agency .", "$focus pg:issuedBy $other ."),
    ),
    Fault(
        "S43 label not repeated", "Thing-label-repeated",
        "?focus a pg:Measure ; rdfs:label ?label", lost("$focus rdfs:label $label ."),
    ),
    Fault(
        "S44 first words too long", "Span-anchor-limit", f"?focus {LEFT_OUT} ?words",
        turned("$focus pg:opensWith $words .", '$focus pg:opensWith "one two three four five six seven" .'),
    ),
    Fault(
        "S44 quote too long", "Span-quote-limit",
        "?focus oa:hasSelector ?quote . ?quote oa:exact ?words BIND(CONCAT(?words, ' and', ?words, ?words) AS ?more)"
        " FILTER(STRLEN(?words) > 60)",
        turned("$quote oa:exact $words .", "$quote oa:exact $more ."),
    ),
    Fault(
        "S45 span without its last words", "Span-words",
        f"?focus {LEFT_OUT} ?words", lost("$focus pg:closesWith ?last ."),
    ),
    Fault(
        "S46 premise not accepted", "Derived-premise",
        f"?focus a pg:DerivedEvidence ; prov:wasDerivedFrom ?premise . ?premise {ACCEPTED}",
        turned(f"$premise {ACCEPTED} .", "$premise pg:reviewStatus scheme:review\\/rejected ."),
    ),
    Fault(
        "S47 recommendation that is a measure too", "Thing-one-kind",
        of_kind("pg:Recommendation"), said("$focus a pg:Measure ."),
    ),
    Fault(
        "S48 recommendation of a place", "PolicyContent-maker",
        of_kind("pg:Recommendation") + "?place a schema:Place", said("$focus pg:madeBy $place ."),
    ),
    Fault(
        "S49 sector that is a topic", "PolicyContent-sector",
        of_kind("pg:Measure"), said("$focus pg:sector scheme:topic\\/internet-plus ."),
    ),
    Fault("S50 period without end", "Period-last-day", "?focus a pg:Period", lost("$focus pg:lastDay ?day .")),
    Fault(
        "S51 run of nobody", "ExtractionRun-agent",
        "?focus a pg:ExtractionRun", lost("$focus prov:wasAssociatedWith ?reader ."),
    ),
    Fault(
        "S52 expression without language", "TextExpression-language",
        "?focus a pg:TextExpression", lost("$focus dcterms:language ?language ."),
    ),
    Fault(
        "S53 captured page without an address", "WebCapture-address", "?focus a pg:WebCapture ; schema:url ?page",
        turned("$focus schema:url $page .", '$focus schema:url "the page of the office" .'),
    ),
    Fault(
        "S54 regions that overlap", "SourceText-regions",
        """?focus pg:hasRegion ?one , ?two . ?one oa:hasSelector ?position . ?position oa:end ?end .
            ?two oa:hasSelector/oa:end ?later FILTER(?later > ?end)""",
        turned("$position oa:end $end .", "$position oa:end $later ."),
    ),
    Fault(
        "S55 place zero in a list", "PolicyContent-position", "?focus pg:listPosition ?place",
        turned("$focus pg:listPosition $place .", "$focus pg:listPosition 0 ."),
    ),
    Fault(
        "S56 measure that is no content", "PolicyContent-kind",
        "?focus a pg:Measure", lost("$focus a pg:PolicyContent ."),
    ),
    Fault(
        "S58 text read before its capture", "ExtractionRun-after-capture",
        """?focus a pg:ExtractionRun ; dcterms:date ?date ; prov:used ?text .
            ?text pg:hasRegion/pg:regionOf ?expression . ?capture ow:manifests ?expression""",
        turned("$focus dcterms:date $date .", '$focus dcterms:date "1999-01-01"^^xsd:date .'),
    ),
)  # fmt: skip

FAULTS_IN_WORDS_LEFT_OUT = (
    Fault(
        "S14 value not in words left out", "Evidence-figure", resting_on("?focus smea:obsValue ?value", LEFT_OUT),
        turned("$focus smea:obsValue $value .", "$focus smea:obsValue 77.7 ."),
    ),
    Fault(
        "S14 count not in words left out", "Evidence-figure",
        resting_on("?focus pg:declaredMeasureCount|pg:declaredIssuerCount|pg:declaredAspectCount ?count", LEFT_OUT),
        "INSERT { GRAPH $evidence { $focus pg:declaredMeasureCount 777 } } WHERE {}",
    ),
    Fault(
        "S14 figure reported otherwise", "Evidence-as-reported", resting_on("?focus pg:asReported ?figure", LEFT_OUT),
        turned("$focus pg:asReported $figure .", '$focus pg:asReported "seventy-seven"@en .'),
    ),
    Fault(
        "S25 digest of other words", "Span-text", f"?focus {LEFT_OUT} ?shown ; pg:spanDigest ?digest",
        turned("$focus pg:spanDigest $digest .", f"$focus pg:spanDigest {OTHER_DIGEST} ."),
    ),
    Fault(
        "S25 offsets one character late", "Span-text",
        f"""?focus {LEFT_OUT} ?shown ; oa:hasSelector ?position .
            ?position oa:start ?start ; oa:end ?end BIND(?start + 1 AS ?next) BIND(?end + 1 AS ?far)""",
        turned(
            "$position oa:start $start ; oa:end $end .",
            "$position oa:start $next ; oa:end $far .",
        ),
    ),
    Fault(
        "S25 first words of another span", "Span-anchors", f"?focus {LEFT_OUT} ?words . ?other {LEFT_OUT} ?first"
        " FILTER(?words != ?first)",
        turned("$focus pg:opensWith $words .", "$focus pg:opensWith $first ."),
    ),
    Fault(
        "S25 last words of another span", "Span-anchors", "?focus pg:closesWith ?words . ?other pg:closesWith ?last"
        " FILTER(?words != ?last)",
        turned("$focus pg:closesWith $words .", "$focus pg:closesWith $last ."),
    ),
    Fault(
        "S26 digest of another file", "SourceText-digest",
        "?focus spdx:checksum ?sum . ?sum spdx:checksumValue ?digest",
        turned("$sum spdx:checksumValue $digest .", f"$sum spdx:checksumValue {OTHER_DIGEST} ."),
    ),
    Fault(
        "S26 text of another length", "SourceText-characters",
        "?focus pg:charLength ?length BIND(?length + 1 AS ?more)",
        turned("$focus pg:charLength $length .", "$focus pg:charLength $more ."),
    ),
    Fault(
        "S42 issuer not named in words left out", "Evidence-agency-named",
        resting_on("?focus pg:issuedBy ?agency", LEFT_OUT) + "?other a foaf:Person",
        turned("$focus pg:issuedBy $agency .", "$focus pg:issuedBy $other ."),
    ),
    Fault(
        "S57 label with a figure of its own", "PolicyContent-label-figure",
        resting_on("?focus a pg:Measure", LEFT_OUT)
        + "?focus skos:prefLabel ?label BIND(STRLANG(CONCAT(STR(?label), ' 777'), LANG(?label)) AS ?more)",
        turned("$focus skos:prefLabel $label .", "$focus skos:prefLabel $more ."),
    ),
)  # fmt: skip


def chosen(fault: Fault, dataset: Store, uses: Counter[str]) -> dict[str, str]:
    """What the fault is done to, by variable, as SPARQL writes it: the same every time, and the least used yet."""
    rows = dataset.query(f"SELECT DISTINCT * {{ {fault.choice} }}", base_iri=DEFAULT_BASE, prefixes=NAMESPACES)
    assert isinstance(rows, QuerySolutions)
    names = [variable.value for variable in rows.variables]
    found = sorted(tuple(str(row[name]) for name in names) for row in rows)
    assert found, f"nothing in the five articles to try this on: {fault.name}"
    focus = names.index("focus")
    row = min(found, key=lambda row: (uses[row[focus]], sum(uses[term] for term in row)))
    uses.update(term for term in row if term.startswith("<"))
    return dict(zip(names, row, strict=True))


def inject(faults: Sequence[Fault], quads: Sequence[Quad], dataset: Store) -> tuple[Store, Mapping[str, str]]:
    """A copy of the dataset with all these faults, and the IRI of the thing that each of them is in."""
    broken, uses, foci = Store(), Counter[str](), dict[str, str]()
    broken.bulk_extend(quads)
    for fault in faults:
        terms = chosen(fault, dataset, uses)
        broken.update(Template(fault.update).substitute(terms), base_iri=DEFAULT_BASE, prefixes=NAMESPACES)
        foci[fault.name] = terms["focus"].strip("<>")
    return broken, foci


@pytest.fixture(scope="session")
def clean(corpus_dataset: Store) -> Report:
    """What is found in the five articles as they are."""
    return validate(corpus_dataset)


@pytest.fixture(scope="session")
def broken(corpus_quads: tuple[Quad, ...], corpus_dataset: Store, clean: Report) -> Broken:
    """What is found once all faults are in."""
    dataset, foci = inject(FAULTS, corpus_quads, corpus_dataset)
    return Broken(frozenset(validate(dataset)) - frozenset(clean), foci)


@pytest.fixture(scope="session")
def corpus_texts(
    texts: Mapping[str, str], corpus_records: Mapping[str, Record], corpus_names: Names
) -> Mapping[str, str]:
    """The five texts by the IRI under which the dataset knows them."""
    return {str(corpus_names.of_record(corpus_records[number]).text): text for number, text in texts.items()}


@pytest.fixture(scope="session")
def broken_where_words_are_left_out(
    corpus_quads: tuple[Quad, ...], corpus_dataset: Store, corpus_texts: Mapping[str, str]
) -> Broken:
    """What is found with the archive at hand, once the faults are in that take it."""
    dataset, foci = inject(FAULTS_IN_WORDS_LEFT_OUT, corpus_quads, corpus_dataset)
    found = frozenset(validate_global(dataset, corpus_texts)) - frozenset(validate_global(corpus_dataset, corpus_texts))
    return Broken(found, foci)


def assert_caught(fault: Fault, broken: Broken) -> None:
    rule, focus = str(SHAPE[fault.rule]), broken.foci[fault.name]
    about_it = {finding.shape for finding in broken.findings if finding.focus == focus}
    assert rule in about_it, f"{fault.rule} does not name {focus}, only {sorted(about_it)}"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_in_the_five_articles_is_caught(fault: Fault, broken: Broken) -> None:
    assert_caught(fault, broken)


@pytest.mark.corpus
@pytest.mark.parametrize("fault", FAULTS_IN_WORDS_LEFT_OUT, ids=lambda fault: fault.name)
def test_fault_that_takes_the_archive_is_caught(fault: Fault, broken_where_words_are_left_out: Broken) -> None:
    assert_caught(fault, broken_where_words_are_left_out)


@pytest.mark.corpus
def test_no_fault_hides_behind_another(broken: Broken, broken_where_words_are_left_out: Broken) -> None:
    for faults, outcome in ((FAULTS, broken), (FAULTS_IN_WORDS_LEFT_OUT, broken_where_words_are_left_out)):
        places = Counter((fault.rule, outcome.foci[fault.name]) for fault in faults)
        assert [place for place, count in places.items() if count > 1] == []


def test_five_articles_have_no_violation_and_only_known_notes(clean: Report) -> None:
    assert clean.conforms
    assert {finding.shape.removeprefix(str(SHAPE)) for finding in clean} == {
        "PolicyDocument-issuer-conflict",
        "PolicyContent-declared-measures",
        "PolicyDocument-counted-aspects",
        "PolicyDocument-named-issuers",
    }


@pytest.mark.corpus
def test_archive_adds_nothing_against_the_five_articles(corpus_dataset: Store, corpus_texts: Mapping[str, str]) -> None:
    assert validate_global(corpus_dataset, corpus_texts) == validate_global(corpus_dataset)


def test_every_number_of_the_catalogue_has_a_fault() -> None:
    numbers = {constraint.identifier for constraint in catalogue().constraints.values()}
    tried = {fault.name[:3] for fault in (*FAULTS, *FAULTS_IN_WORDS_LEFT_OUT)}
    assert {f"S{number:02}" for number in range(1, 39)} - {"S30"} <= numbers
    assert sorted(numbers - tried) == []

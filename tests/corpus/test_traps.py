"""The 32 traps of MODEL.md 1.7: what a hasty reading of the five articles gets wrong, and ours must get right."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest
from pyoxigraph import Literal, Quad

from mappings import Record
from ontology.terms import DCTERMS, PG, SKOS, VOCABULARY

Row: TypeAlias = dict[str, str]
Ask: TypeAlias = Callable[[str], list[Row]]
Thing: TypeAlias = Callable[[str, str, str], str]
Span: TypeAlias = Callable[[str, str], str]
At: TypeAlias = Callable[[str, str], list[Row]]


@pytest.fixture(scope="module")
def at(ask: Ask, span: Span) -> At:
    """The policy content that evidence on exactly this stretch of an article shows, and whether that was accepted."""

    def find(article: str, written: str) -> list[Row]:
        rows = ask(
            f"""SELECT DISTINCT ?thing ?type ?status {{ ?evidence oa:hasTarget {span(article, written)} ;
              pg:reviewStatus ?status GRAPH ?evidence {{ ?thing a ?type }}
              ?type rdfs:subClassOf pg:PolicyContent }} ORDER BY ?thing"""
        )
        return [
            {
                "thing": f"<{row['thing']}>",
                "type": row["type"].removeprefix(str(PG)),
                "status": row["status"].rpartition("/")[2],
            }
            for row in rows
        ]

    return find


def only(rows: list[Row]) -> Row:
    """The one row there must be."""
    assert len(rows) == 1, rows
    return rows[0]


def concept(scheme_and_slug: str) -> str:
    """The IRI of a concept."""
    return f"{VOCABULARY}scheme/{scheme_and_slug}"


def test_a_future_tense_over_a_past_year_is_an_observation(ask: Ask, at: At) -> None:
    """Trap 1: "will reach … in 2020" in a report of 2021 is no target."""
    figure = only(at("000", "1953-2014"))
    assert figure["type"] == "Observation"
    row = only(
        ask(
            f"SELECT ?value ?period {{ {figure['thing']} smea:obsValue ?value ; sdim:refPeriod/skos:notation ?period }}"
        )
    )
    assert row == {"value": "39200000000000", "period": "2020"}


def test_a_figure_said_twice_is_one_observation_with_two_readings(at: At) -> None:
    """Trap 2: both mentions of 38.6 % are the same share of GDP."""
    first, second = only(at("000", "2016-2043")), only(at("000", "2202-2229"))
    assert first["thing"] == second["thing"]
    assert first["type"] == "Observation"


@pytest.mark.parametrize(
    ("article", "place", "value"),
    [
        ("000", "3124-3188", "10000000000000"),
        ("000", "2429-2463", "1000000000"),
        ("001", "1218-1292", "3200000"),
        ("004", "5168-5240", "30"),
    ],
)
def test_a_figure_that_is_exceeded_is_a_lower_bound(ask: Ask, at: At, article: str, place: str, value: str) -> None:
    """Trap 3: "exceeded 10 trillion" is not 10 trillion; the same holds for the other three bounds."""
    figure = only(at(article, place))["thing"]
    row = only(ask(f"SELECT ?value ?how {{ {figure} smea:obsValue ?value ; pg:valueQualifier ?how }}"))
    assert row == {"value": value, "how": concept("qualifier/more-than")}


def test_exactly_four_figures_are_bounds(ask: Ask) -> None:
    """Trap 3, the other side: a plain figure is exact."""
    rows = ask("SELECT ?o ?how { ?o a pg:Observation ; pg:valueQualifier ?how }")
    bounds = [row for row in rows if row["how"] != concept("qualifier/exact")]
    assert (len(rows), len(bounds)) == (17, 4)


def test_broken_quotation_marks_do_not_split_a_target(ask: Ask, at: At, thing: Thing) -> None:
    """Trap 4: "new supply" is the second half of the target on online services; there are three, not four."""
    halves = only(at("000", "4627-4654")), only(at("000", "4683-4693"))
    assert halves[0]["thing"] == halves[1]["thing"]
    assert len(ask(f"SELECT ?t {{ ?t a pg:Target ; pg:setOutIn {thing('000', 'documents', 'd2')} }}")) == 3


def test_what_an_expert_proposes_is_a_recommendation_however_it_is_worded(ask: Ask, at: At, thing: Thing) -> None:
    """Trap 5, article 000: Wu Qi's five points read like measures; he has no power to decide."""
    for place in ("7449-7501", "7669-7746", "7832-7855", "8024-8078", "8154-8317", "8323-8398"):
        proposal = only(at("000", place))
        assert proposal["type"] == "Recommendation", place
        makers = ask(f"SELECT ?by {{ {proposal['thing']} pg:madeBy ?by }}")
        assert [f"<{row['by']}>" for row in makers] == [thing("000", "agents", "wu-qi")]


def test_every_imperative_of_a_signed_essay_is_its_authors_recommendation(ask: Ask, thing: Thing) -> None:
    """Trap 5, article 003: bare imperatives, one speaker."""
    rows = ask(
        f"""SELECT DISTINCT ?thing ?type {{ ?e oa:hasTarget/oa:hasSource/ow:instantiates {thing("003", "article", "")} .
          GRAPH ?e {{ ?thing a ?type }} ?type rdfs:subClassOf pg:PolicyContent }}"""
    )
    assert {row["type"] for row in rows} == {str(PG.Recommendation)}
    author = thing("003", "agents", "yang-fenghua")
    assert len(ask(f"SELECT ?r {{ ?r pg:madeBy {author} }}")) == len(rows) == 50


def test_a_declared_count_stands_beside_what_was_captured(ask: Ask, thing: Thing) -> None:
    """Trap 6: 30 measures declared and two accepted is information, not an error."""
    document = thing("000", "documents", "d1")
    assert only(ask(f"SELECT ?m ?a {{ {document} pg:declaredMeasureCount ?m ; pg:declaredAspectCount ?a }}")) == {
        "m": "30",
        "a": "9",
    }
    held = ask(f"SELECT ?m {{ ?m a pg:Measure ; pg:setOutIn {document} }}")
    assert len(held) == 2


def test_an_unclear_measure_waits_as_proposed(ask: Ask, at: At) -> None:
    """Trap 6, its third measure: own measure or condition of the next, so no one has accepted it."""
    unclear = only(at("000", "7016-7068"))
    assert (unclear["type"], unclear["status"]) == ("Measure", "proposed")
    assert ask(f"SELECT ?p {{ {unclear['thing']} ?p ?o }}") == []


def test_a_vice_president_is_one_of_the_school_not_of_the_university(ask: Ask, thing: Thing) -> None:
    """Trap 7: the translation scrambled university, school and office."""
    wang, school = thing("000", "agents", "wang-fangfang"), thing("000", "agents", "gdufe-ai-school")
    assert [f"<{row['of']}>" for row in ask(f"SELECT ?of {{ {wang} org:memberOf ?of }}")] == [school]
    above = only(ask(f"SELECT ?of {{ {school} org:unitOf ?of }}"))
    assert f"<{above['of']}>" == thing("000", "agents", "gdufe")


def test_a_local_pilot_is_no_measure_of_the_document_reported_beside_it(ask: Ask, at: At, thing: Thing) -> None:
    """Trap 8: Jinhua's pilot has a place, a start and a status, and no document."""
    pilot = only(at("000", "778-914"))["thing"]
    row = only(
        ask(
            f"""SELECT ?place ?start ?status {{ {pilot} pg:appliesIn ?place ; pg:startDate ?start ;
              pg:implementationStatus ?status }}"""
        )
    )
    assert f"<{row['place']}>" == thing("000", "agents", "jinhua")
    assert (row["start"], row["status"]) == ("2021-03", concept("implstatus/piloting"))
    assert ask(f"SELECT ?d {{ {pilot} pg:setOutIn ?d }}") == []
    assert ask(f"SELECT ?c {{ {pilot} a pg:PilotMeasure }}") == [{}]


def test_a_platform_company_is_no_agency(ask: Ask, thing: Thing, corpus_records: Mapping[str, Record]) -> None:
    """Trap 9: article 001 names Douyin; it has no document, agency, measure, target or recommendation."""
    kinds = {row["kind"] for row in ask(f"SELECT ?kind {{ {thing('001', 'agents', 'douyin')} a ?kind }}")}
    assert not kinds & {str(PG.PublicBody), str(PG.PublicAgency), str(PG.IssuingAgency)}
    record = corpus_records["001"]
    empty = ("documents", "agencies", "measures", "targets", "recommendations", "groups", "directives")
    assert {section: len(getattr(record, section)) for section in empty} == dict.fromkeys(empty, 0)


def test_page_furniture_and_reference_marks_leave_no_trace(
    corpus_quads: tuple[Quad, ...], corpus_records: Mapping[str, Record]
) -> None:
    """Trap 10: the first line of 001 is no title, its bracketed numbers are nothing."""
    anchors = (str(PG.opensWith), str(PG.closesWith))  # of a region, which holds the marks as it holds all words
    literals = {
        quad.object.value
        for quad in corpus_quads
        if isinstance(quad.object, Literal) and quad.predicate.value not in anchors
    }
    assert [each for each in literals if "Workflow" in each or "[1]" in each or "[4]" in each] == []
    spans = [reading.span for _, entry in corpus_records["001"].entries() for reading in entry.evidence]
    assert min(spans).start >= len("Workflow\n")


def test_a_chinese_title_over_an_english_digest_names_an_original_that_is_not_held(ask: Ask, thing: Thing) -> None:
    """Trap 11: the title is of an expression not held; the digest derives from it."""
    article = thing("001", "article", "")
    rows = ask(
        f"""SELECT ?language ?held ?origin ?from {{ ?x a pg:TextExpression ; eli:realizes {article} ; pg:held ?held ;
          dcterms:language ?language ; pg:textOrigin ?origin
          OPTIONAL {{ ?x prov:wasDerivedFrom/dcterms:language ?from }} }}
          ORDER BY ?held"""
    )
    language = "http://publications.europa.eu/resource/authority/language/"
    assert rows == [
        {"language": f"{language}ZHO", "held": "false", "origin": concept("textorigin/original")},
        {
            "language": f"{language}ENG",
            "held": "true",
            "origin": concept("textorigin/machine-summary"),
            "from": f"{language}ZHO",
        },
    ]
    title = only(ask(f"SELECT ?tag {{ {article} dcterms:title ?title BIND(LANG(?title) AS ?tag) }}"))
    assert title == {"tag": "zh"}


def test_a_local_time_has_no_zone(ask: Ask, thing: Thing) -> None:
    """Trap 12: 23:11 of an unknown zone is a day and a time without zone, not UTC."""
    article = thing("001", "article", "")
    row = only(
        ask(
            f"""SELECT ?day ?type ?time {{ {article} dcterms:issued ?day ; pg:statedDateTime ?time
              BIND(DATATYPE(?day) AS ?type) }}"""
        )
    )
    assert row["day"] == "2025-08-20"
    assert row["type"].endswith("#date")
    assert row["time"] == "2025-08-20T23:11:00"


def test_a_missing_value_yields_nothing(corpus_quads: tuple[Quad, ...]) -> None:
    """Trap 13: `nan` is the absence of a value; so are its cousins."""
    literals = {quad.object.value.strip().casefold() for quad in corpus_quads if isinstance(quad.object, Literal)}
    assert literals & {"nan", "none", "null", "n/a", "na", "", "-", "unknown"} == set()


def test_the_day_of_the_requested_snapshot_is_no_publication_date(ask: Ask, thing: Thing) -> None:
    """Trap 14: published between the issuing it reports and the capture that came back."""
    article = thing("002", "article", "")
    assert ask(f"SELECT ?day {{ {article} dcterms:issued|eli:date_publication ?day }}") == []
    window = only(
        ask(
            f"""SELECT ?edtf ?first ?last {{ {article} pg:publicationPeriod ?p .
              ?p skos:notation ?edtf ; pg:firstDay ?first ; pg:lastDay ?last }}"""
        )
    )
    assert window == {"edtf": "2023-12-19/2023-12-21", "first": "2023-12-19", "last": "2023-12-21"}
    capture = only(
        ask("SELECT ?asked ?got { ?c a pg:WebCapture ; pg:requestedSnapshot ?asked ; pg:captureDateTime ?got }")
    )
    assert capture == {"asked": "20231224001357", "got": "2023-12-21T09:19:31Z"}
    date_field = ask(f"SELECT ?status {{ GRAPH ?e {{ {article} dcterms:issued ?day }} ?e pg:reviewStatus ?status }}")
    assert date_field == [{"status": concept("review/rejected")}]


def test_twelve_issuers_are_accepted_and_the_rival_counts_kept(ask: Ask, thing: Thing) -> None:
    """Trap 15: the original has twelve; thirteen and fourteen stay as evidence, with what became of them."""
    document = thing("002", "documents", "d1")
    assert ask(f"SELECT ?n {{ {document} pg:declaredIssuerCount ?n }}") == [{"n": "12"}]
    rows = ask(
        f"""SELECT DISTINCT ?n ?status {{ GRAPH ?e {{ {document} pg:declaredIssuerCount ?n }}
          ?e pg:reviewStatus ?status }} ORDER BY ?n"""
    )
    assert [(row["n"], row["status"].rpartition("/")[2]) for row in rows] == [
        ("12", "accepted"),
        ("13", "disputed"),
        ("14", "rejected"),
    ]
    reasons = ask(
        f"""SELECT ?why {{ GRAPH ?e {{ {document} pg:declaredIssuerCount ?n }} FILTER(?n != 12)
          ?review prov:used ?e ; rdfs:comment ?why ; prov:wasAssociatedWith ?who }}"""
    )
    assert len(reasons) == 2


def test_who_approves_is_no_issuer(ask: Ask, thing: Thing) -> None:
    """Trap 16: the State Council approved the Opinions; the ministry issued them."""
    document, council = thing("002", "documents", "d1"), thing("002", "agents", "state-council")
    issuers = ask(f"SELECT ?by {{ {document} pg:issuedBy ?by }}")
    assert [f"<{row['by']}>" for row in issuers] == [thing("002", "agents", "mofcom")]
    assert [f"<{row['by']}>" for row in ask(f"SELECT ?by {{ {document} pg:approvedBy ?by }}")] == [council]


def test_one_phrase_over_five_fields_is_five_measures(ask: Ask, at: At) -> None:
    """Trap 17: only so do nineteen come together."""
    found = at("002", "856-888")
    assert [row["type"] for row in found] == ["Measure"] * 5
    fields = {
        ask(f"SELECT ?sector {{ {row['thing']} pg:sector ?sector }}")[0]["sector"].rpartition("/")[2] for row in found
    }
    assert fields == {"retail", "transport", "culture-tourism", "education", "health-care"}
    assert {row["thing"] for row in found} == {row["thing"] for row in at("002", "6030-6195")}


@pytest.mark.parametrize(
    ("listed", "again"),
    [
        ("936-951", "1574-1589"),
        ("980-994", "1590-1604"),
        ("1015-1026", "1275-1286"),
        ("1089-1098", "1313-1322"),
        ("1109-1118", "1605-1614"),
        ("1129-1144", "1615-1630"),
    ],
)
def test_a_measure_named_again_among_the_features_is_the_same_measure(at: At, listed: str, again: str) -> None:
    """Trap 18: six of the nineteen recur word for word."""
    assert only(at("002", listed))["thing"] == only(at("002", again))["thing"]


@pytest.mark.parametrize("place", ["343-352", "353-387", "3593-3636", "3645-3782"])
def test_the_goals_of_an_older_plan_are_not_of_the_document_explained(
    ask: Ask, at: At, thing: Thing, place: str
) -> None:
    """Trap 19: they belong to the plan for a digital China."""
    goal = only(at("002", place))["thing"]
    documents = ask(f"SELECT ?d {{ {goal} pg:setOutIn ?d }}")
    assert [f"<{row['d']}>" for row in documents] == [thing("002", "documents", "d2")]
    assert ask(f"SELECT ?place {{ {goal} pg:listPosition ?place }}") == []


@pytest.mark.parametrize("place", ["227-252", "2982-3130"])
def test_a_leaders_words_are_a_directive(ask: Ask, at: At, thing: Thing, place: str) -> None:
    """Trap 20: neither measure nor recommendation."""
    words = only(at("002", place))
    assert words["type"] == "Directive"
    makers = ask(f"SELECT ?by {{ {words['thing']} pg:madeBy ?by }}")
    assert [f"<{row['by']}>" for row in makers] == [thing("002", "agents", "xi-jinping")]


def test_original_and_translation_speak_of_one_measure(ask: Ask, thing: Thing) -> None:
    """Trap 21: each of the nineteen has evidence in both languages, from two expressions."""
    rows = ask(
        f"""SELECT ?measure (COUNT(DISTINCT ?expression) AS ?expressions) {{
          ?measure a pg:Measure ; pg:setOutIn {thing("002", "documents", "d1")} ; pg:listPosition ?place .
          ?e a pg:TextEvidence ; oa:hasTarget ?span GRAPH ?e {{ ?measure a pg:Measure }}
          ?span oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:end ?end ; oa:hasSource ?text .
          ?text pg:hasRegion ?region . ?region pg:regionOf ?expression ; oa:hasSelector/oa:start ?from ;
          oa:hasSelector/oa:end ?to FILTER(?from <= ?start && ?end <= ?to) }} GROUP BY ?measure"""
    )
    assert [row["expressions"] for row in rows] == ["2"] * 19


@pytest.mark.parametrize("place", ["5739-5917", "5919-5993"])
def test_lost_characters_stay_visible_and_are_noted_as_damage(
    ask: Ask, at: At, span: Span, corpus_records: Mapping[str, Record], place: str
) -> None:
    """Trap 22: the asterisks are kept where the words are, and the stretch is flagged."""
    assert only(at("003", place))["type"] == "Recommendation"
    notes = ask(f"SELECT ?note {{ {span('003', place)} pg:damageNote ?note }}")
    assert len(notes) == 1
    anchor = next(anchor for key, anchor in corpus_records["003"].spans.items() if str(key) == place)
    assert anchor.exact is None or "* * *" in anchor.exact


def test_a_heading_without_its_paragraph_does_not_take_the_next_one(ask: Ask, at: At, span: Span) -> None:
    """Trap 23: what follows the heading on health consumption belongs to the proposals; the damage is noted there."""
    assert at("003", "3043-3075") == []
    following = only(at("003", "3347-3472"))
    assert following["type"] == "Recommendation"
    assert ask(f"SELECT ?s {{ {following['thing']} pg:sector ?s }}") == []
    assert len(ask(f"SELECT ?note {{ {span('003', '3347-3472')} pg:damageNote ?note }}")) == 1


def test_a_date_is_no_more_precise_than_the_issue_that_states_it(ask: Ask, thing: Thing) -> None:
    """Trap 24: "No. 15, 2020" is the year 2020 and a citation."""
    row = only(
        ask(
            f"""SELECT ?issued ?type ?citation {{ {thing("003", "article", "")} dcterms:issued ?issued ;
              dcterms:bibliographicCitation ?citation BIND(DATATYPE(?issued) AS ?type) }}"""
        )
    )
    assert row["issued"] == "2020"
    assert row["type"].endswith("#gYear")
    assert "No. 15, 2020" in row["citation"]


def test_and_other_thirteen_departments_are_thirteen_in_all(ask: Ask, thing: Thing) -> None:
    """Trap 25: four are named, thirteen declared; nobody adds them up."""
    document = thing("004", "documents", "d1")
    assert len(ask(f"SELECT ?by {{ {document} pg:issuedBy ?by }}")) == 4
    assert ask(f"SELECT DISTINCT ?n {{ GRAPH ?e {{ {document} pg:declaredIssuerCount ?n }} }}") == [{"n": "13"}]


def test_a_page_counter_is_no_statistic(
    ask: Ask, corpus_quads: tuple[Quad, ...], corpus_records: Mapping[str, Record]
) -> None:
    """Trap 26: 566 after the date of 004 is nothing."""
    values = {quad.object.value for quad in corpus_quads if isinstance(quad.object, Literal)}
    assert "566" not in values
    spans = [reading.span for _, entry in corpus_records["004"].entries() for reading in entry.evidence]
    assert [str(span) for span in spans if span.start < 158 and span.end > 155] == []
    assert len(ask("SELECT ?o { ?o a pg:Observation }")) == 17


def test_an_item_with_a_comma_is_one_item(at: At, ask: Ask) -> None:
    """Trap 27: labour rights and multi-point practice are the eleventh of fifteen."""
    item = only(at("004", "2956-3069"))
    assert item["type"] == "Measure"
    assert ask(f"SELECT ?place {{ {item['thing']} pg:listPosition ?place }}") == [{"place": "11"}]


def test_a_change_of_a_share_is_in_percentage_points(ask: Ask, at: At) -> None:
    """Trap 28: "age points" are what the translation left of percentage points."""
    figure = only(at("004", "5388-5461"))["thing"]
    row = only(
        ask(f"SELECT ?value ?unit ?as {{ {figure} smea:obsValue ?value ; satt:unitMeasure ?unit ; pg:asReported ?as }}")
    )
    assert row == {"value": "5.6", "unit": concept("unit/percentage-point"), "as": "5.6 age points"}
    share = only(at("004", "5321-5386"))["thing"]
    assert ask(f"SELECT ?u {{ {share} satt:unitMeasure ?u }}")[0]["u"].endswith("/unit/PERCENT")


def test_a_companys_praise_of_itself_is_nothing(corpus_records: Mapping[str, Record]) -> None:
    """Trap 29: the last paragraph of 004 gives the name of a company, and no content."""
    paragraph = 10909
    inside = [
        (place[0], entry.key)
        for place, entry in corpus_records["004"].entries()
        for reading in entry.evidence
        if reading.span.start >= paragraph
    ]
    assert inside == [("organisations", "weiyi")]


def test_four_wordings_are_two_slogans(ask: Ask, thing: Thing) -> None:
    """Trap 30: "six stable" and "six stability" are one concept, as are both wordings of the six guarantees."""
    article = thing("004", "article", "")
    mentioned = {row["topic"] for row in ask(f"SELECT ?topic {{ {article} schema:mentions ?topic }}")}
    six = {topic for topic in mentioned if "/six-" in topic}
    assert six == {concept("topic/six-stabilities"), concept("topic/six-guarantees")}
    for slug, names in (
        ("six-stabilities", {"six stability", "six stable"}),
        ("six-guarantees", {"six guarantees", "six insurance"}),
    ):
        found = ask(
            f"SELECT ?name {{ <{concept(f'topic/{slug}')}> skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name }}"
        )
        assert names <= {row["name"] for row in found}


@pytest.mark.parametrize(
    ("measure", "recommendation"),
    [("2298-2347", "3786-3835"), ("2349-2395", "4122-4164"), ("2397-2452", "4448-4501")],
)
def test_the_same_words_of_a_ministry_and_of_a_professor_are_two_things(
    ask: Ask, at: At, measure: str, recommendation: str
) -> None:
    """Trap 31: the first three items of 004 recur as points of the essay 003."""
    said, advised = only(at("004", measure)), only(at("003", recommendation))
    assert (said["type"], advised["type"]) == ("Measure", "Recommendation")
    assert ask(f"SELECT ?link {{ {said['thing']} ?link {advised['thing']} FILTER(?link != skos:related) }}") == []


def test_nothing_is_both_measure_and_recommendation(ask: Ask) -> None:
    """Trap 31, everywhere: not even in a reading that was not accepted."""
    assert ask("SELECT ?x { GRAPH ?a { ?x a pg:Measure } GRAPH ?b { ?x a pg:Recommendation } }") == []
    assert ask("SELECT ?x { ?x owl:sameAs ?y }") == []


def test_two_translations_of_a_name_are_one_agency(ask: Ask, thing: Thing) -> None:
    """Trap 32: the cyberspace administration of 000 is the "information office" of 004; each name has its evidence."""
    agency = thing("000", "agents", "cac")
    names = {
        "Central Cyberspace Administration of China": thing("000", "article", ""),
        "central network information office": thing("004", "article", ""),
    }
    for name, article in names.items():
        rows = ask(
            f"""SELECT DISTINCT ?as {{ ?e a pg:TextEvidence ; oa:hasTarget/oa:hasSource/ow:instantiates {article} .
              GRAPH ?e {{ {agency} ?as "{name}"@en }} }}"""
        )
        assert only(rows)["as"] in {str(SKOS.prefLabel), str(SKOS.altLabel), str(SKOS.hiddenLabel)}
    issued = {row["d"] for row in ask(f"SELECT ?d {{ ?d pg:issuedBy {agency} }}")}
    assert len(issued) == 3
    assert len(ask(f"SELECT ?title {{ ?d pg:issuedBy {agency} ; <{DCTERMS.title}> ?title }}")) == 3

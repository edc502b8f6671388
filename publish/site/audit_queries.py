"""The queries behind the lists of the audit: whoever doubts a list can ask for it.

None is sorted: the store compares strings slowly, and whoever asks can sort.
"""

from ontology.terms import PREFIXES

_PREFIXES = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("pg", "oa", "ow", "prov", "eli", "dcterms") if name in PREFIXES
)
_REVIEW = "PREFIX review: <https://w3id.org/policygraph/scheme/review/>\n"
_ORIGIN = "PREFIX textorigin: <https://w3id.org/policygraph/scheme/textorigin/>\n"
_GOOD = "FILTER(?state IN (review:accepted, review:amended, review:auto-accepted))"

QUERIES = {
    "coverage": f"""\
{_PREFIXES}{_REVIEW}
# How many spans and readings each article has; sentences stand in audit/sentences.tsv of the release
SELECT ?article ?text ?characters (COUNT(DISTINCT ?span) AS ?spans) (COUNT(DISTINCT ?evidence) AS ?readings) WHERE {{
  ?text ow:instantiates ?article ; pg:charLength ?characters .
  ?evidence oa:hasTarget ?span ; pg:reviewStatus ?state . ?span oa:hasSource ?text .
  FILTER(?state NOT IN (review:rejected, review:superseded))
}} GROUP BY ?article ?text ?characters
""",
    "announced": f"""\
{_PREFIXES}
# Measures that documents and groups announce, and those that are held
SELECT ?document ?announced (COUNT(DISTINCT ?measure) AS ?held) (COUNT(DISTINCT ?placed) AS ?listed) WHERE {{
  ?document pg:declaredMeasureCount ?announced .
  OPTIONAL {{
    ?measure a pg:Measure ; pg:setOutIn|pg:partOfGroup ?document .
    FILTER NOT EXISTS {{ ?measure pg:subMeasureOf ?whole }}
    OPTIONAL {{ ?measure pg:listPosition ?position . BIND(?measure AS ?placed) }}
  }}
}} GROUP BY ?document ?announced
""",
    "single-source": f"""\
{_PREFIXES}{_REVIEW}
# Published statements that rest on one span and on nothing else
SELECT ?subject ?predicate ?object (SAMPLE(?evidence) AS ?reading) (SAMPLE(?span) AS ?place) WHERE {{
  GRAPH ?evidence {{ ?subject ?predicate ?object }}
  ?evidence pg:reviewStatus ?state . {_GOOD}
  ?subject ?predicate ?object .
  OPTIONAL {{ ?evidence oa:hasTarget ?span }}
}} GROUP BY ?subject ?predicate ?object
HAVING (COUNT(DISTINCT ?span) = 1 && COUNT(DISTINCT ?evidence) = SUM(IF(BOUND(?span), 1, 0)))
""",
    "contradictions": f"""\
{_PREFIXES}{_REVIEW}
# Values that were not accepted beside those that were, each with its words and what was decided
SELECT ?subject ?predicate ?object ?status ?evidence ?words WHERE {{
  GRAPH ?evidence {{ ?subject ?predicate ?object }}
  ?evidence pg:reviewStatus ?state .
  GRAPH ?rival {{ ?subject ?predicate ?other }}
  ?rival pg:reviewStatus ?decided .
  FILTER(?object != ?other)
  BIND(?state IN (review:accepted, review:amended, review:auto-accepted) AS ?good)
  BIND(?decided IN (review:accepted, review:amended, review:auto-accepted) AS ?better)
  FILTER(?good != ?better)
  FILTER(!STRENDS(STR(?predicate), "abel") && !STRENDS(STR(?predicate), "title") && !STRENDS(STR(?predicate), "type"))
  BIND(STRAFTER(STR(?state), "/review/") AS ?status)
  OPTIONAL {{ ?evidence oa:hasTarget/((oa:hasSelector/oa:exact)|pg:opensWith) ?words }}
}} GROUP BY ?subject ?predicate ?object ?status ?evidence ?words
""",
    "machine-only": f"""\
{_PREFIXES}{_REVIEW}
# Published statements that no person confirmed
SELECT ?subject ?predicate ?object (SAMPLE(?evidence) AS ?reading) WHERE {{
  GRAPH ?evidence {{ ?subject ?predicate ?object }}
  ?evidence pg:reviewStatus ?state . {_GOOD}
  ?subject ?predicate ?object .
}} GROUP BY ?subject ?predicate ?object HAVING (SUM(IF(?state = review:auto-accepted, 0, 1)) = 0)
""",
    "translation-only": f"""\
{_PREFIXES}{_REVIEW}{_ORIGIN}
# Published statements of which every reading is one of a translation or summary
SELECT ?subject ?predicate ?object (COUNT(?evidence) AS ?readings) (COUNT(?translated) AS ?ofTranslations) WHERE {{
  GRAPH ?evidence {{ ?subject ?predicate ?object }}
  ?evidence pg:reviewStatus ?state . {_GOOD}
  ?subject ?predicate ?object .
  OPTIONAL {{
    SELECT DISTINCT ?evidence ?translated WHERE {{
      ?region pg:regionOf/pg:textOrigin ?origin ; oa:hasSource ?text ; oa:hasSelector [ oa:start ?from ; oa:end ?to ] .
      FILTER(?origin != textorigin:original)
      ?span oa:hasSource ?text ; oa:hasSelector/oa:start ?start . FILTER(?from <= ?start && ?start < ?to)
      ?evidence oa:hasTarget ?span . BIND(true AS ?translated)
    }}
  }}
}} GROUP BY ?subject ?predicate ?object HAVING (COUNT(?evidence) = COUNT(?translated))
""",
    "rules": f"""\
{_PREFIXES}
# What became of the readings of each rule
SELECT ?rule ?status (COUNT(DISTINCT ?evidence) AS ?readings) WHERE {{
  ?evidence pg:extractedBy ?rule ; pg:reviewStatus ?state .
  BIND(STRAFTER(STR(?state), "/review/") AS ?status)
}} GROUP BY ?rule ?status
""",
    "review": f"""\
{_PREFIXES}
# How far each article was reviewed
SELECT ?article ?status (COUNT(DISTINCT ?evidence) AS ?readings) WHERE {{
  ?evidence oa:hasTarget/oa:hasSource/ow:instantiates ?article ; pg:reviewStatus ?state .
  BIND(STRAFTER(STR(?state), "/review/") AS ?status)
}} GROUP BY ?article ?status
""",
    "findings": "",  # they stand in report/report.ttl of the release
    "samples": "",  # they stand beside the data
}

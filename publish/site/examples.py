"""Queries to begin with: shown on the front page and beside the form, and each must have an answer."""

from dataclasses import dataclass

from publish.site.catalogues import said

CATALOGUE = "docs"  # where the questions stand in other languages
MEASURES = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# The listed measures of some documents, in order
SELECT ?document ?position ?measure WHERE {
  { SELECT DISTINCT ?d WHERE { ?listed pg:setOutIn ?d ; pg:listPosition ?place } LIMIT 20 }
  ?m a pg:Measure ; pg:setOutIn ?d ; pg:listPosition ?position ; skos:prefLabel ?measure .
  ?d skos:prefLabel ?document .
  FILTER(LANG(?measure) = "en" && LANG(?document) = "en")
}
ORDER BY ?d ?position
"""
FIGURES = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sdim: <http://purl.org/linked-data/sdmx/2009/dimension#>

# All figures as they were reported, with their period
SELECT ?indicator ?reported ?period WHERE {
  ?o a pg:Observation ; pg:indicator ?i ; pg:asReported ?reported ; sdim:refPeriod ?p .
  ?i skos:prefLabel ?indicator . FILTER(LANG(?indicator) = "en")
  OPTIONAL { ?p skos:notation ?period }
}
"""
WHY = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>

# Why does the graph say who issued what? The words, the file and the place
SELECT ?document ?body ?words ?file ?start ?end WHERE {
  GRAPH ?evidence { ?document pg:issuedBy ?body }
  ?evidence oa:hasTarget ?span .
  ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] ;
        (oa:hasSelector/oa:exact)|pg:opensWith ?words .
}
"""
EXAMPLES = (MEASURES, FIGURES, WHY)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that people ask, in both languages, and the query that answers it."""

    english: str
    query: str

    def title(self, language: str) -> str:
        """The question in a language."""
        return said(CATALOGUE, self.english, language)


_PG = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
ISSUERS = (
    _PG
    + """
SELECT ?document ?body WHERE {
  ?d a pg:PolicyDocument ; pg:issuedBy ?b ; skos:prefLabel ?document .
  ?b skos:prefLabel ?body .
  FILTER(LANG(?document) = "en" && LANG(?body) = "en")
}
"""
)
INSTRUMENTS = (
    _PG
    + """
SELECT ?instrument (COUNT(DISTINCT ?m) AS ?measures) WHERE {
  ?m a pg:Measure ; pg:instrument ?i .
  ?i skos:prefLabel ?instrument . FILTER(LANG(?instrument) = "en")
}
GROUP BY ?instrument
ORDER BY DESC(?measures)
"""
)
ANNOUNCED = (
    _PG
    + """
SELECT ?document ?announced (COUNT(DISTINCT ?m) AS ?held) WHERE {
  ?d a pg:PolicyDocument ; pg:declaredMeasureCount ?announced ; skos:prefLabel ?document .
  FILTER(LANG(?document) = "en")
  OPTIONAL { ?m a pg:Measure ; pg:setOutIn ?d }
}
GROUP BY ?d ?document ?announced
"""
)
RECOMMENDED = (
    _PG
    + """
SELECT ?who ?recommendation WHERE {
  ?r a pg:Recommendation ; pg:madeBy ?maker ; skos:prefLabel ?recommendation .
  ?maker skos:prefLabel ?who .
  FILTER(LANG(?who) = "en" && LANG(?recommendation) = "en")
}
"""
)
RULES = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX review: <https://w3id.org/policygraph/scheme/review/>

SELECT ?rule ?state (COUNT(?evidence) AS ?readings) WHERE {
  ?evidence pg:extractedBy ?rule ; pg:reviewStatus ?state .
}
GROUP BY ?rule ?state
ORDER BY DESC(?readings)
"""
CONTRADICTIONS = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>

SELECT DISTINCT ?thing ?one ?other ?words WHERE {
  GRAPH ?first { ?thing pg:declaredIssuerCount ?one }
  GRAPH ?second { ?thing pg:declaredIssuerCount ?other }
  FILTER(?one < ?other)
  ?second oa:hasTarget/((oa:hasSelector/oa:exact)|pg:opensWith) ?words .
}
"""
QUESTIONS = (
    Question("Which measures does each document list, in order?", MEASURES),
    Question("Who issued which document?", ISSUERS),
    Question("Which instruments do measures use, and how often?", INSTRUMENTS),
    Question("How many measures does a document announce, and how many are held?", ANNOUNCED),
    Question("Which figures were reported, for which period?", FIGURES),
    Question("Who recommends what?", RECOMMENDED),
    Question("Why does the graph say who issued what?", WHY),
    Question("Where do readings contradict each other?", CONTRADICTIONS),
    Question("What became of the readings of each rule?", RULES),
)  # fmt: skip

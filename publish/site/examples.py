"""Queries to begin with: shown on the front page and beside the form, and each must have an answer."""

MEASURES = """\
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# The listed measures of each document, in order
SELECT ?document ?position ?measure WHERE {
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

# An observation is of a period after its article.
# Expect: Observed-period
DELETE { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date . GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date } }
INSERT { <id/article/k90rpq8z> pg:latestDate "2022"^^xsd:gYear . GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2022"^^xsd:gYear } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date } }

# The latest date of an article is a moment.
# Expect: Article-latest-date
DELETE { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date . GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date } }
INSERT { <id/article/k90rpq8z> pg:latestDate "2024-05-21T00:00:00"^^xsd:dateTime . GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2024-05-21T00:00:00"^^xsd:dateTime } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> pg:latestDate "2024-05-21"^^xsd:date } }

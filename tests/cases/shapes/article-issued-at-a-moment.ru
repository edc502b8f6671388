# A date of issue is written as a moment.
# Expect: Work-issued
DELETE { <id/article/k90rpq8z> dcterms:issued "2024-05-20"^^xsd:date . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:issued "2024-05-20"^^xsd:date } }
INSERT { <id/article/k90rpq8z> dcterms:issued "2024-05-20T00:00:00"^^xsd:dateTime . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:issued "2024-05-20T00:00:00"^^xsd:dateTime } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> dcterms:issued "2024-05-20"^^xsd:date } }

# The time stated by an article has a zone, which the page does not state.
# Expect: Article-stated-time
DELETE { <id/article/k90rpq8z> pg:statedDateTime "2024-05-20T08:30:00"^^xsd:dateTime . GRAPH ?evidence { <id/article/k90rpq8z> pg:statedDateTime "2024-05-20T08:30:00"^^xsd:dateTime } }
INSERT { <id/article/k90rpq8z> pg:statedDateTime "2024-05-20T08:30:00Z"^^xsd:dateTime . GRAPH ?evidence { <id/article/k90rpq8z> pg:statedDateTime "2024-05-20T08:30:00Z"^^xsd:dateTime } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> pg:statedDateTime "2024-05-20T08:30:00"^^xsd:dateTime } }

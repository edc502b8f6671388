# A period ends before it begins.
# Expect: Period-first-day
DELETE { <id/period/z5h1wxdz> pg:lastDay "2023-12-31"^^xsd:date . GRAPH ?evidence { <id/period/z5h1wxdz> pg:lastDay "2023-12-31"^^xsd:date } }
INSERT { <id/period/z5h1wxdz> pg:lastDay "2022-12-31"^^xsd:date . GRAPH ?evidence { <id/period/z5h1wxdz> pg:lastDay "2022-12-31"^^xsd:date } }
WHERE { GRAPH ?evidence { <id/period/z5h1wxdz> pg:lastDay "2023-12-31"^^xsd:date } }

# A period has no last day.
# Expect: Period-last-day
DELETE WHERE { <id/period/z5h1wxdz> pg:lastDay "2023-12-31"^^xsd:date . GRAPH ?evidence { <id/period/z5h1wxdz> pg:lastDay "2023-12-31"^^xsd:date } }

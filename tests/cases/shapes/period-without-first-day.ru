# A period has no first day.
# Expect: Period-first-day
DELETE WHERE { <id/period/z5h1wxdz> pg:firstDay "2023-01-01"^^xsd:date . GRAPH ?evidence { <id/period/z5h1wxdz> pg:firstDay "2023-01-01"^^xsd:date } }

# A policy document has no title.
# Expect: Work-title
DELETE WHERE { <id/document/dq8tp9ff> dcterms:title "Notice on library cards"@en . GRAPH ?evidence { <id/document/dq8tp9ff> dcterms:title "Notice on library cards"@en } }

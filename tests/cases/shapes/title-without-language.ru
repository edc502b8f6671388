# The title of a policy document does not say its language.
# Expect: Work-title
DELETE { <id/document/dq8tp9ff> dcterms:title "Notice on library cards"@en . GRAPH ?evidence { <id/document/dq8tp9ff> dcterms:title "Notice on library cards"@en } }
INSERT { <id/document/dq8tp9ff> dcterms:title "Notice on library cards" . GRAPH ?evidence { <id/document/dq8tp9ff> dcterms:title "Notice on library cards" } }
WHERE { GRAPH ?evidence { <id/document/dq8tp9ff> dcterms:title "Notice on library cards"@en } }

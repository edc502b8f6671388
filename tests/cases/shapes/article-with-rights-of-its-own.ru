# The rights of an article are no known statement.
# Expect: Article-rights
DELETE { <id/article/k90rpq8z> dcterms:rights <http://rightsstatements.org/vocab/CNE/1.0/> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:rights <http://rightsstatements.org/vocab/CNE/1.0/> } }
INSERT { <id/article/k90rpq8z> dcterms:rights <https://example.org/all-rights-reserved> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:rights <https://example.org/all-rights-reserved> } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> dcterms:rights <http://rightsstatements.org/vocab/CNE/1.0/> } }

# An article does not say what its rights are.
# Expect: Article-rights
DELETE WHERE { <id/article/k90rpq8z> dcterms:rights <http://rightsstatements.org/vocab/CNE/1.0/> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:rights <http://rightsstatements.org/vocab/CNE/1.0/> } }

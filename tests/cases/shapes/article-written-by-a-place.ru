# An article is written by a place.
# Expect: Article-author
DELETE { <id/article/k90rpq8z> dcterms:creator <id/agent/pd1fwzqr> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:creator <id/agent/pd1fwzqr> } }
INSERT { <id/article/k90rpq8z> dcterms:creator <id/place/qj0x1zfn> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:creator <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> dcterms:creator <id/agent/pd1fwzqr> } }

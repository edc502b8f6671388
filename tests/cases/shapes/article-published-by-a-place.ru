# An article is published by a place.
# Expect: Article-publisher
DELETE { <id/article/k90rpq8z> dcterms:publisher <id/agent/nj7tv326> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:publisher <id/agent/nj7tv326> } }
INSERT { <id/article/k90rpq8z> dcterms:publisher <id/place/qj0x1zfn> . GRAPH ?evidence { <id/article/k90rpq8z> dcterms:publisher <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> dcterms:publisher <id/agent/nj7tv326> } }

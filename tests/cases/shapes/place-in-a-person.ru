# A place lies within a person.
# Expect: Place-part-of
DELETE { <id/place/qj0x1zfn> dcterms:isPartOf <id/place/q0vpcp81> . GRAPH ?evidence { <id/place/qj0x1zfn> dcterms:isPartOf <id/place/q0vpcp81> } }
INSERT { <id/place/qj0x1zfn> dcterms:isPartOf <id/agent/px7tg94t> . GRAPH ?evidence { <id/place/qj0x1zfn> dcterms:isPartOf <id/agent/px7tg94t> } }
WHERE { GRAPH ?evidence { <id/place/qj0x1zfn> dcterms:isPartOf <id/place/q0vpcp81> } }

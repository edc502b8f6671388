# rdfs:label differs from the preferred name.
# Expect: Thing-label-repeated
DELETE { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }
INSERT { <id/measure/mpz5ztgr> rdfs:label "Pilot lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot lending"@en } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }

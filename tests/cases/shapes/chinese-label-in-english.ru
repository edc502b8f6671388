# The Chinese label of a measure is English.
# Expect: PolicyContent-label-script
# More than one statement: rdfs:label repeats the preferred name.
DELETE { <id/measure/mpz5ztgr> skos:prefLabel "试行网上借阅"@zh . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "试行网上借阅"@zh } }
INSERT { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@zh . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@zh } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "试行网上借阅"@zh } } ;
DELETE { <id/measure/mpz5ztgr> rdfs:label "试行网上借阅"@zh . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "试行网上借阅"@zh } }
INSERT { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@zh . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@zh } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "试行网上借阅"@zh } }

# The English label of a measure is Chinese.
# Expect: PolicyContent-label-english
# More than one statement: rdfs:label repeats the preferred name.
DELETE { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en } }
INSERT { <id/measure/mpz5ztgr> skos:prefLabel "试行网上借阅"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "试行网上借阅"@en } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en } } ;
DELETE { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }
INSERT { <id/measure/mpz5ztgr> rdfs:label "试行网上借阅"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "试行网上借阅"@en } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }

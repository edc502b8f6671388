# The label of a measure counts branches, which its words do not.
# Expect: PolicyContent-label-figure
# Needs: archive
# More than one statement: rdfs:label repeats the preferred name.
DELETE { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en } }
INSERT { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending in 12 branches"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending in 12 branches"@en } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en } } ;
DELETE { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }
INSERT { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending in 12 branches"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending in 12 branches"@en } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> rdfs:label "Pilot online lending"@en } }

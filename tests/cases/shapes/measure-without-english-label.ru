# A measure has no English name.
# Expect: Thing-label
DELETE WHERE { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en . GRAPH ?evidence { <id/measure/mpz5ztgr> skos:prefLabel "Pilot online lending"@en } }

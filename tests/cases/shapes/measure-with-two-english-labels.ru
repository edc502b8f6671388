# A measure has two English names.
# Expect: Thing-label
INSERT DATA {
    <id/measure/mpz5ztgr> skos:prefLabel "Try online lending"@en .
    GRAPH <id/evidence/v6wvk6jsdvr912mx> { <id/measure/mpz5ztgr> skos:prefLabel "Try online lending"@en }
}

# rdfs:label says more than the preferred names.
# Expect: Thing-label-repeated
INSERT DATA {
    <id/measure/mpz5ztgr> rdfs:label "Another label"@en .
    GRAPH <id/evidence/v6wvk6jsdvr912mx> { <id/measure/mpz5ztgr> rdfs:label "Another label"@en }
}

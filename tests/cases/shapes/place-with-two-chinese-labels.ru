# A place has two Chinese names.
# Expect: Thing-label
INSERT DATA {
    <id/place/qj0x1zfn> skos:prefLabel "湖城"@zh .
    GRAPH <id/evidence/v0zk90f0s4zthpjh> { <id/place/qj0x1zfn> skos:prefLabel "湖城"@zh }
}

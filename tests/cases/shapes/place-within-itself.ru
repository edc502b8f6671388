# A place lies within itself.
# Expect: Thing-circle
INSERT DATA {
    <id/place/q0vpcp81> dcterms:isPartOf <id/place/qj0x1zfn> .
    GRAPH <id/evidence/v7ng876gb4jgj1wt> { <id/place/q0vpcp81> dcterms:isPartOf <id/place/qj0x1zfn> }
}

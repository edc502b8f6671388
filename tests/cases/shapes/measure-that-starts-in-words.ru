# The start of a measure is text.
# Expect: Measure-start
INSERT DATA {
    <id/measure/mpz5ztgr> pg:startDate "next year" .
    GRAPH <id/evidence/vc2b8zncv02v549p> { <id/measure/mpz5ztgr> pg:startDate "next year" }
}

# An expert proposes a measure.
# Expect: Measure-no-maker
INSERT DATA {
    <id/measure/mpz5ztgr> pg:madeBy <id/agent/pc0nr7j5> .
    GRAPH <id/evidence/vc2b8zncv02v549p> { <id/measure/mpz5ztgr> pg:madeBy <id/agent/pc0nr7j5> }
}

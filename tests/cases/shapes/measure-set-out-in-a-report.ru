# A measure is set out in a report.
# Expect: PolicyContent-document
INSERT DATA {
    <id/measure/mpz5ztgr> pg:setOutIn <id/document/d668js80> .
    GRAPH <id/evidence/vc2b8zncv02v549p> { <id/measure/mpz5ztgr> pg:setOutIn <id/document/d668js80> }
}

# A report is issued like a policy document.
# Expect: Report-not-issued
INSERT DATA {
    <id/document/d668js80> pg:issuedBy <id/agent/nh18xwk1> .
    GRAPH <id/evidence/v52pbgm3bx87mrg7> { <id/document/d668js80> pg:issuedBy <id/agent/nh18xwk1> }
}

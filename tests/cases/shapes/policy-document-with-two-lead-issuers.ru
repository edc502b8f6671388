# Two agencies lead.
# Expect: PolicyDocument-lead-issuer
INSERT DATA {
    <id/document/d0vhf09g> pg:leadIssuer <id/agent/nk1bz7vm> .
    GRAPH <id/evidence/vv0dhsnp25w0mmz4> { <id/document/d0vhf09g> pg:leadIssuer <id/agent/nk1bz7vm> }
}

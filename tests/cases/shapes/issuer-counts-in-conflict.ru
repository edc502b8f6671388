# Two readings count the issuers differently.
# Expect: PolicyDocument-issuer-conflict
INSERT DATA { GRAPH <id/evidence/v23c51mxscr5534s> { <id/document/d0vhf09g> pg:declaredIssuerCount 3 } }

# A document claims one issuer, and two are named.
# Expect: PolicyDocument-named-issuers
DELETE { <id/document/d0vhf09g> pg:declaredIssuerCount 2 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 2 } }
INSERT { <id/document/d0vhf09g> pg:declaredIssuerCount 1 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 1 } }
WHERE { GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 2 } }

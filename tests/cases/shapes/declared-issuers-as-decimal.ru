# The declared number of issuers is not a whole number.
# Expect: PolicyDocument-declared-issuers
DELETE { <id/document/d0vhf09g> pg:declaredIssuerCount 2 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 2 } }
INSERT { <id/document/d0vhf09g> pg:declaredIssuerCount 2.0 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 2.0 } }
WHERE { GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredIssuerCount 2 } }

# A policy document has no issuer.
# Expect: PolicyDocument-issuer
DELETE WHERE { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> . GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> } }

# A place issues a policy document.
# Expect: PolicyDocument-issuer-kind
DELETE { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> . GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> } }
INSERT { <id/document/dq8tp9ff> pg:issuedBy <id/place/qj0x1zfn> . GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> } }

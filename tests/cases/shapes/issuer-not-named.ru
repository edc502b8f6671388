# The words of the evidence do not name the issuer.
# Expect: Evidence-agency-named
DELETE { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> . GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> } }
INSERT { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nk1bz7vm> . GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nk1bz7vm> } }
WHERE { GRAPH ?evidence { <id/document/dq8tp9ff> pg:issuedBy <id/agent/nt5c812d> } }

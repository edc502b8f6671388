# A person leads the issuing.
# Expect: PolicyDocument-lead-issuer
DELETE { <id/document/d0vhf09g> pg:leadIssuer <id/agent/nt5c812d> . GRAPH ?evidence { <id/document/d0vhf09g> pg:leadIssuer <id/agent/nt5c812d> } }
INSERT { <id/document/d0vhf09g> pg:leadIssuer <id/agent/px7tg94t> . GRAPH ?evidence { <id/document/d0vhf09g> pg:leadIssuer <id/agent/px7tg94t> } }
WHERE { GRAPH ?evidence { <id/document/d0vhf09g> pg:leadIssuer <id/agent/nt5c812d> } }

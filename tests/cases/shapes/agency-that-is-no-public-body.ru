# The superclass of an agency is missing.
# Expect: PublicBody-kind
DELETE WHERE { <id/agent/n1c1fxtm> a pg:PublicBody . GRAPH ?evidence { <id/agent/n1c1fxtm> a pg:PublicBody } }

# The superclass of a policy document is missing.
# Expect: Work-kind
DELETE WHERE { <id/document/dq8tp9ff> a pg:Work . GRAPH ?evidence { <id/document/dq8tp9ff> a pg:Work } }

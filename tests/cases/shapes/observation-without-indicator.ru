# An observation has no indicator.
# Expect: Observation-indicator
DELETE WHERE { <id/observation/s4d2w5mf> pg:indicator scheme:indicator\/internet-users . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:indicator scheme:indicator\/internet-users } }

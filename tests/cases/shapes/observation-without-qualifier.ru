# An observation does not say whether it is exact.
# Expect: Observation-qualifier
DELETE WHERE { <id/observation/s4d2w5mf> pg:valueQualifier scheme:qualifier\/exact . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:valueQualifier scheme:qualifier\/exact } }

# An observation does not keep the figure as reported.
# Expect: Observation-as-reported
DELETE WHERE { <id/observation/s4d2w5mf> pg:asReported "1.2 million loans"@en . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:asReported "1.2 million loans"@en } }

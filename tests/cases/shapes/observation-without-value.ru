# An observation has no value.
# Expect: Observation-value
DELETE WHERE { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 . GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 } }

# A value is not written as a decimal.
# Expect: Observation-value
DELETE { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 . GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 } }
INSERT { <id/observation/s4d2w5mf> smea:obsValue 1200000 . GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000 } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 } }

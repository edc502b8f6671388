# An observation has no period, and does not say that none is stated.
# Expect: Observation-period
DELETE WHERE { <id/observation/s4d2w5mf> sdim:refPeriod <id/period/z5h1wxdz> . GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refPeriod <id/period/z5h1wxdz> } }

# The period of an observation is a place.
# Expect: Observation-period
DELETE { <id/observation/s4d2w5mf> sdim:refPeriod <id/period/z5h1wxdz> . GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refPeriod <id/period/z5h1wxdz> } }
INSERT { <id/observation/s4d2w5mf> sdim:refPeriod <id/place/qj0x1zfn> . GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refPeriod <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refPeriod <id/period/z5h1wxdz> } }

# A value is not the one in the words.
# Expect: Evidence-figure
DELETE { <id/observation/s0gffsk4> smea:obsValue 35.0 . GRAPH ?evidence { <id/observation/s0gffsk4> smea:obsValue 35.0 } }
INSERT { <id/observation/s0gffsk4> smea:obsValue 53.0 . GRAPH ?evidence { <id/observation/s0gffsk4> smea:obsValue 53.0 } }
WHERE { GRAPH ?evidence { <id/observation/s0gffsk4> smea:obsValue 35.0 } }

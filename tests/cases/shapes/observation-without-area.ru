# An observation has no area.
# Expect: Observation-area
DELETE WHERE { <id/observation/s0gffsk4> sdim:refArea scheme:absence\/not-stated . GRAPH ?evidence { <id/observation/s0gffsk4> sdim:refArea scheme:absence\/not-stated } }

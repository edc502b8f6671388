# An observation has no unit.
# Expect: Observation-unit
DELETE WHERE { <id/observation/s4d2w5mf> satt:unitMeasure unit:NUM . GRAPH ?evidence { <id/observation/s4d2w5mf> satt:unitMeasure unit:NUM } }

# The unit of an observation is unknown.
# Expect: Observation-unit
DELETE { <id/observation/s4d2w5mf> satt:unitMeasure unit:NUM . GRAPH ?evidence { <id/observation/s4d2w5mf> satt:unitMeasure unit:NUM } }
INSERT { <id/observation/s4d2w5mf> satt:unitMeasure unit:KiloGM . GRAPH ?evidence { <id/observation/s4d2w5mf> satt:unitMeasure unit:KiloGM } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> satt:unitMeasure unit:NUM } }

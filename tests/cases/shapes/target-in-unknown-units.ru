# The unit of a target is unknown.
# Expect: Target-unit
DELETE { <id/target/t176nhpn> satt:unitMeasure unit:PERCENT . GRAPH ?evidence { <id/target/t176nhpn> satt:unitMeasure unit:PERCENT } }
INSERT { <id/target/t176nhpn> satt:unitMeasure unit:KiloGM . GRAPH ?evidence { <id/target/t176nhpn> satt:unitMeasure unit:KiloGM } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> satt:unitMeasure unit:PERCENT } }

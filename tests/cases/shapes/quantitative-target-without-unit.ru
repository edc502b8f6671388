# A quantitative target has no unit.
# Expect: Target-figures
DELETE WHERE { <id/target/t176nhpn> satt:unitMeasure unit:PERCENT . GRAPH ?evidence { <id/target/t176nhpn> satt:unitMeasure unit:PERCENT } }

# A qualitative target has a unit.
# Expect: Target-figures
INSERT DATA {
    <id/target/t72vv10g> satt:unitMeasure unit:PERCENT .
    GRAPH <id/evidence/vm0f80vvbgvs737b> { <id/target/t72vv10g> satt:unitMeasure unit:PERCENT }
}

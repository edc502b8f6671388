# A measure is a part of itself.
# Expect: Thing-circle
INSERT DATA {
    <id/measure/mm2sm96n> pg:subMeasureOf <id/measure/mm2sm96n> .
    GRAPH <id/evidence/v919ncsrvc0ddtf6> { <id/measure/mm2sm96n> pg:subMeasureOf <id/measure/mm2sm96n> }
}

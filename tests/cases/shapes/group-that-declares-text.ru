# The declared number of measures of a group is text.
# Expect: MeasureGroup-declared-measures
INSERT DATA {
    <id/group/gm8rnfn4> pg:declaredMeasureCount "2" .
    GRAPH <id/evidence/v6718pcfxdwg7nv9> { <id/group/gm8rnfn4> pg:declaredMeasureCount "2" }
}

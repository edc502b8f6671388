# The declared number of measures is text.
# Expect: PolicyDocument-declared-measures
INSERT DATA {
    <id/document/d0vhf09g> pg:declaredMeasureCount "2" .
    GRAPH <id/evidence/v1ct0080gx8wts98> { <id/document/d0vhf09g> pg:declaredMeasureCount "2" }
}

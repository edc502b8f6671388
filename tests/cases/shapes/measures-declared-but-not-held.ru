# A document claims three measures, and two are held.
# Expect: PolicyContent-declared-measures
INSERT DATA {
    <id/document/d0vhf09g> pg:declaredMeasureCount 1 .
    GRAPH <id/evidence/v1ct0080gx8wts98> { <id/document/d0vhf09g> pg:declaredMeasureCount 1 }
}

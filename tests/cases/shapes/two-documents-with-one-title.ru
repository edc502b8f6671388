# Two documents have the same title but for its case.
# Expect: PolicyDocument-duplicate
INSERT DATA {
    <id/document/dq8tp9ff> dcterms:title "Digital library action plan"@en .
    GRAPH <id/evidence/vmr7dz4brx47w4fs> { <id/document/dq8tp9ff> dcterms:title "Digital library action plan"@en }
}

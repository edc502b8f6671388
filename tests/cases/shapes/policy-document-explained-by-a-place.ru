# A document is explained by a place.
# Expect: PolicyDocument-interpreter
INSERT DATA {
    <id/document/d0vhf09g> pg:interpretedBy <id/place/qj0x1zfn> .
    GRAPH <id/evidence/v55hsn8779nb6t93> { <id/document/d0vhf09g> pg:interpretedBy <id/place/qj0x1zfn> }
}

# A document is approved by a place.
# Expect: PolicyDocument-approver
INSERT DATA {
    <id/document/d0vhf09g> pg:approvedBy <id/place/qj0x1zfn> .
    GRAPH <id/evidence/v55hsn8779nb6t93> { <id/document/d0vhf09g> pg:approvedBy <id/place/qj0x1zfn> }
}

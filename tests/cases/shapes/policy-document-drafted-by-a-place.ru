# A document is drafted by a place.
# Expect: PolicyDocument-drafter
INSERT DATA {
    <id/document/d0vhf09g> pg:draftedBy <id/place/qj0x1zfn> .
    GRAPH <id/evidence/v55hsn8779nb6t93> { <id/document/d0vhf09g> pg:draftedBy <id/place/qj0x1zfn> }
}

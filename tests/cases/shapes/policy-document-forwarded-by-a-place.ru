# A document is forwarded by a place.
# Expect: PolicyDocument-forwarder
INSERT DATA {
    <id/document/d0vhf09g> pg:forwardedBy <id/place/qj0x1zfn> .
    GRAPH <id/evidence/v55hsn8779nb6t93> { <id/document/d0vhf09g> pg:forwardedBy <id/place/qj0x1zfn> }
}

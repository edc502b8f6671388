# A target has two deadlines.
# Expect: Target-deadline
INSERT DATA {
    <id/target/t176nhpn> pg:deadline "2027"^^xsd:gYear .
    GRAPH <id/evidence/v6tf6x4npp1ts862> { <id/target/t176nhpn> pg:deadline "2027"^^xsd:gYear }
}

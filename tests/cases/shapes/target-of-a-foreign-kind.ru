# The kind of a target comes from another scheme.
# Expect: Target-kind
INSERT DATA {
    <id/target/t176nhpn> pg:targetKind scheme:genre\/news-feature .
    GRAPH <id/evidence/v6pcc6s1gw59xn1j> { <id/target/t176nhpn> pg:targetKind scheme:genre\/news-feature }
}

# What a statement rests on comes from another scheme.
# Expect: PolicyContent-basis
INSERT DATA {
    <id/observation/s0gffsk4> pg:basis scheme:genre\/news-feature .
    GRAPH <id/evidence/v6pgpf6px4g2v1zf> { <id/observation/s0gffsk4> pg:basis scheme:genre\/news-feature }
}

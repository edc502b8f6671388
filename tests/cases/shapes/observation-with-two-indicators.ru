# An observation has two indicators.
# Expect: Observation-indicator
INSERT DATA {
    <id/observation/s0gffsk4> pg:indicator scheme:indicator\/internet-users .
    GRAPH <id/evidence/v6pgpf6px4g2v1zf> { <id/observation/s0gffsk4> pg:indicator scheme:indicator\/internet-users }
}

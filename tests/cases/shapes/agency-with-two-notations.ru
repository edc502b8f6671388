# An agency has two notations.
# Expect: Thing-notation
INSERT DATA {
    <id/agent/nt5c812d> skos:notation "culture-bureau" .
    GRAPH <id/evidence/vtrjfqv3c703mp07> { <id/agent/nt5c812d> skos:notation "culture-bureau" }
}

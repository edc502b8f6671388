# Another name does not say its language.
# Expect: Thing-other-name
INSERT DATA {
    <id/agent/nj7tv326> skos:altLabel "LTG" .
    GRAPH <id/evidence/v138rxrqkxv8q3sz> { <id/agent/nj7tv326> skos:altLabel "LTG" }
}

# Two agencies share a name.
# Expect: PublicBody-shared-name
INSERT DATA {
    <id/agent/nk1bz7vm> skos:altLabel "lake town culture bureau"@en .
    GRAPH <id/evidence/vbq7q2b1hgh1hkkq> { <id/agent/nk1bz7vm> skos:altLabel "lake town culture bureau"@en }
}

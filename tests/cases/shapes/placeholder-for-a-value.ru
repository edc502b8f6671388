# A value is the word that stands for its absence.
# Expect: Thing-placeholder
INSERT DATA {
    <id/agent/nj7tv326> skos:altLabel "nan"@en .
    GRAPH <id/evidence/vsgfn51z39mp8jjp> { <id/agent/nj7tv326> skos:altLabel "nan"@en }
}

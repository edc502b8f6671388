# A preferred name is in a third language.
# Expect: Thing-label
INSERT DATA {
    <id/agent/pc0nr7j5> skos:prefLabel "Bo Chen"@fr .
    GRAPH <id/evidence/vq6zp8qrwtkck7n6> { <id/agent/pc0nr7j5> skos:prefLabel "Bo Chen"@fr }
}

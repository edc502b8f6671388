# A document has two dates.
# Expect: PolicyDocument-date
INSERT DATA {
    <id/document/d0vhf09g> eli:date_document "2024-05-07"^^xsd:date .
    GRAPH <id/evidence/vv0dhsnp25w0mmz4> { <id/document/d0vhf09g> eli:date_document "2024-05-07"^^xsd:date }
}

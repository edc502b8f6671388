# An article has two dates of issue.
# Expect: Work-issued
INSERT DATA {
    <id/article/k90rpq8z> dcterms:issued "2024-05-19"^^xsd:date .
    GRAPH <id/evidence/vdnpc82xfjnn51df> { <id/article/k90rpq8z> dcterms:issued "2024-05-19"^^xsd:date }
}

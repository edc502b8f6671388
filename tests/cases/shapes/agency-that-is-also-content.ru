# An agency is policy content as well.
# Expect: Thing-one-kind
INSERT DATA {
    <id/agent/nk8wdm57> a pg:PolicyContent .
    GRAPH <id/evidence/v6rr7845vpdm0bbf> { <id/agent/nk8wdm57> a pg:PolicyContent }
}

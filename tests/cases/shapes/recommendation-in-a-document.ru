# A recommendation is set out in a policy document.
# Expect: Recommendation-no-document
INSERT DATA {
    <id/recommendation/rfj5xzkj> pg:setOutIn <id/document/d0vhf09g> .
    GRAPH <id/evidence/vpqmsw9mck44661x> { <id/recommendation/rfj5xzkj> pg:setOutIn <id/document/d0vhf09g> }
}

# A measure stands in a group that is a document.
# Expect: Measure-group
INSERT DATA {
    <id/measure/mm2sm96n> pg:partOfGroup <id/document/d0vhf09g> .
    GRAPH <id/evidence/v919ncsrvc0ddtf6> { <id/measure/mm2sm96n> pg:partOfGroup <id/document/d0vhf09g> }
}

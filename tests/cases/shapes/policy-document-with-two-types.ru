# A document has two types.
# Expect: PolicyDocument-type
INSERT DATA {
    <id/document/dq8tp9ff> eli:type_document scheme:doctype\/plan .
    GRAPH <id/evidence/v1rsrmxfg1b6kp3s> { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/plan }
}

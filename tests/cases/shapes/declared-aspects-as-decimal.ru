# The declared number of aspects is not a whole number.
# Expect: PolicyDocument-declared-aspects
INSERT DATA {
    <id/document/d0vhf09g> pg:declaredAspectCount 1.0 .
    GRAPH <id/evidence/v1ct0080gx8wts98> { <id/document/d0vhf09g> pg:declaredAspectCount 1.0 }
}

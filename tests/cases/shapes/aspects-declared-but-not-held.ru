# A document claims two aspects, and one is held.
# Expect: PolicyDocument-counted-aspects
DELETE { <id/document/d0vhf09g> pg:declaredAspectCount 1 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredAspectCount 1 } }
INSERT { <id/document/d0vhf09g> pg:declaredAspectCount 2 . GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredAspectCount 2 } }
WHERE { GRAPH ?evidence { <id/document/d0vhf09g> pg:declaredAspectCount 1 } }

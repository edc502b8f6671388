# The capacity of a speaker does not say its language.
# Expect: Person-capacity
DELETE { <id/agent/pc0nr7j5> pg:capacity "researcher"@en . GRAPH ?evidence { <id/agent/pc0nr7j5> pg:capacity "researcher"@en } }
INSERT { <id/agent/pc0nr7j5> pg:capacity "researcher" . GRAPH ?evidence { <id/agent/pc0nr7j5> pg:capacity "researcher" } }
WHERE { GRAPH ?evidence { <id/agent/pc0nr7j5> pg:capacity "researcher"@en } }

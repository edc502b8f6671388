# A document has no type.
# Expect: PolicyDocument-type
DELETE WHERE { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/notice . GRAPH ?evidence { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/notice } }

# The type of a document comes from another scheme.
# Expect: PolicyDocument-type
DELETE { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/notice . GRAPH ?evidence { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/notice } }
INSERT { <id/document/dq8tp9ff> eli:type_document scheme:genre\/news-feature . GRAPH ?evidence { <id/document/dq8tp9ff> eli:type_document scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/document/dq8tp9ff> eli:type_document scheme:doctype\/notice } }

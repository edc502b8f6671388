# The date of a document does not exist.
# Expect: PolicyDocument-date
DELETE { <id/document/d0vhf09g> eli:date_document "2024-05-06"^^xsd:date . GRAPH ?evidence { <id/document/d0vhf09g> eli:date_document "2024-05-06"^^xsd:date } }
INSERT { <id/document/d0vhf09g> eli:date_document "2024-05"^^xsd:date . GRAPH ?evidence { <id/document/d0vhf09g> eli:date_document "2024-05"^^xsd:date } }
WHERE { GRAPH ?evidence { <id/document/d0vhf09g> eli:date_document "2024-05-06"^^xsd:date } }

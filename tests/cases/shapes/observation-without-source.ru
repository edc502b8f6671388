# An observation has no source.
# Expect: Observation-source
DELETE WHERE { <id/observation/s4d2w5mf> pg:dataSource <id/document/d668js80> . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:dataSource <id/document/d668js80> } }

# The source of an observation is a place.
# Expect: Observation-source
DELETE { <id/observation/s4d2w5mf> pg:dataSource <id/document/d668js80> . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:dataSource <id/document/d668js80> } }
INSERT { <id/observation/s4d2w5mf> pg:dataSource <id/place/qj0x1zfn> . GRAPH ?evidence { <id/observation/s4d2w5mf> pg:dataSource <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> pg:dataSource <id/document/d668js80> } }

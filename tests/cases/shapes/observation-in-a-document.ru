# The area of an observation is a document.
# Expect: Observation-area
DELETE { <id/observation/s4d2w5mf> sdim:refArea <id/place/qj0x1zfn> . GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refArea <id/place/qj0x1zfn> } }
INSERT { <id/observation/s4d2w5mf> sdim:refArea <id/document/d0vhf09g> . GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refArea <id/document/d0vhf09g> } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> sdim:refArea <id/place/qj0x1zfn> } }

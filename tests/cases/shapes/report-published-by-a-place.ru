# A report is published by a place.
# Expect: Report-publisher
DELETE { <id/document/d668js80> dcterms:publisher <id/agent/nh18xwk1> . GRAPH ?evidence { <id/document/d668js80> dcterms:publisher <id/agent/nh18xwk1> } }
INSERT { <id/document/d668js80> dcterms:publisher <id/place/qj0x1zfn> . GRAPH ?evidence { <id/document/d668js80> dcterms:publisher <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/document/d668js80> dcterms:publisher <id/agent/nh18xwk1> } }

# A recommendation is addressed to a place.
# Expect: Recommendation-addressed-to
DELETE { <id/recommendation/rfj5xzkj> pg:addressedTo <id/agent/nt5c812d> . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:addressedTo <id/agent/nt5c812d> } }
INSERT { <id/recommendation/rfj5xzkj> pg:addressedTo <id/place/qj0x1zfn> . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:addressedTo <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:addressedTo <id/agent/nt5c812d> } }

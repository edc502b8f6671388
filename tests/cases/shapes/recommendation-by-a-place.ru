# A recommendation is made by a place.
# Expect: PolicyContent-maker
DELETE { <id/recommendation/rfj5xzkj> pg:madeBy <id/agent/pc0nr7j5> . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:madeBy <id/agent/pc0nr7j5> } }
INSERT { <id/recommendation/rfj5xzkj> pg:madeBy <id/place/qj0x1zfn> . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:madeBy <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:madeBy <id/agent/pc0nr7j5> } }

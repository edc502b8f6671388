# A measure is undertaken by a place.
# Expect: Measure-actor
DELETE { <id/measure/mn87s1tp> pg:undertakenBy <id/agent/nk1bz7vm> . GRAPH ?evidence { <id/measure/mn87s1tp> pg:undertakenBy <id/agent/nk1bz7vm> } }
INSERT { <id/measure/mn87s1tp> pg:undertakenBy <id/place/qj0x1zfn> . GRAPH ?evidence { <id/measure/mn87s1tp> pg:undertakenBy <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/measure/mn87s1tp> pg:undertakenBy <id/agent/nk1bz7vm> } }

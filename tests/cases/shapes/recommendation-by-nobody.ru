# A recommendation is nobody's.
# Expect: Recommendation-maker
DELETE WHERE { <id/recommendation/rfj5xzkj> pg:madeBy <id/agent/pc0nr7j5> . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:madeBy <id/agent/pc0nr7j5> } }

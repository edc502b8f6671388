# A measure stands at place zero.
# Expect: PolicyContent-position
DELETE { <id/measure/mn87s1tp> pg:listPosition 2 . GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 2 } }
INSERT { <id/measure/mn87s1tp> pg:listPosition 0 . GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 0 } }
WHERE { GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 2 } }

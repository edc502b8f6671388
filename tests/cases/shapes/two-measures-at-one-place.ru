# Two measures stand at one place of a list.
# Expect: Measure-own-position
DELETE { <id/measure/mn87s1tp> pg:listPosition 2 . GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 2 } }
INSERT { <id/measure/mn87s1tp> pg:listPosition 1 . GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 1 } }
WHERE { GRAPH ?evidence { <id/measure/mn87s1tp> pg:listPosition 2 } }

# A measure is part of a group as if that were a measure.
# Expect: Measure-parent
DELETE { <id/measure/mm2sm96n> pg:subMeasureOf <id/measure/mn87s1tp> . GRAPH ?evidence { <id/measure/mm2sm96n> pg:subMeasureOf <id/measure/mn87s1tp> } }
INSERT { <id/measure/mm2sm96n> pg:subMeasureOf <id/group/gm8rnfn4> . GRAPH ?evidence { <id/measure/mm2sm96n> pg:subMeasureOf <id/group/gm8rnfn4> } }
WHERE { GRAPH ?evidence { <id/measure/mm2sm96n> pg:subMeasureOf <id/measure/mn87s1tp> } }

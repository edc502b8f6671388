# A measure has no modality.
# Expect: Measure-modality
DELETE WHERE { <id/measure/mn87s1tp> pg:modality scheme:modality\/build . GRAPH ?evidence { <id/measure/mn87s1tp> pg:modality scheme:modality\/build } }

# A measure has no instrument.
# Expect: Measure-instrument
DELETE WHERE { <id/measure/mn87s1tp> pg:instrument scheme:instrument\/skills-training . GRAPH ?evidence { <id/measure/mn87s1tp> pg:instrument scheme:instrument\/skills-training } }

# A concept is broader than its broader one.
# Expect: Concept-circle
INSERT DATA { scheme:instrument\/nodality skos:broader scheme:instrument\/skills-training }

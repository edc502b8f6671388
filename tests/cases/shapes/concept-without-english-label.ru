# A concept has no English name.
# Expect: Concept-label
DELETE DATA { scheme:instrument\/nodality skos:prefLabel "nodality"@en }

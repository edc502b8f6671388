# A concept belongs to no scheme.
# Expect: Concept-scheme
DELETE DATA { scheme:instrument\/nodality skos:inScheme scheme:instrument }

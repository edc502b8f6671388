# A concept has no Chinese name.
# Expect: Concept-label
DELETE DATA { scheme:instrument\/nodality skos:prefLabel "nodality (zh)"@zh }

# A measure that nobody holds starts in a year.
# Expect: Thing-kind
INSERT DATA { <id/measure/gone> pg:startDate "2024"^^xsd:gYear }

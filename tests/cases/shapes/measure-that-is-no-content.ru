# The superclass of a measure is missing.
# Expect: PolicyContent-kind
DELETE WHERE { <id/measure/mm2sm96n> a pg:PolicyContent . GRAPH ?evidence { <id/measure/mm2sm96n> a pg:PolicyContent } }

# The deadline of a target lies before its document.
# Expect: Target-deadline-after-document
DELETE { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear . GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear } }
INSERT { <id/target/t176nhpn> pg:deadline "2023"^^xsd:gYear . GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2023"^^xsd:gYear } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear } }

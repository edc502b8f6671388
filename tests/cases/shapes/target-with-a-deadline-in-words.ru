# A deadline is text.
# Expect: Target-deadline
DELETE { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear . GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear } }
INSERT { <id/target/t176nhpn> pg:deadline "2026 or so" . GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2026 or so" } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> pg:deadline "2026"^^xsd:gYear } }

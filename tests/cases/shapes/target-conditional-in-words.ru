# Whether a target is conditional is text.
# Expect: Target-conditional
DELETE { <id/target/t176nhpn> pg:conditional false . GRAPH ?evidence { <id/target/t176nhpn> pg:conditional false } }
INSERT { <id/target/t176nhpn> pg:conditional "no" . GRAPH ?evidence { <id/target/t176nhpn> pg:conditional "no" } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> pg:conditional false } }

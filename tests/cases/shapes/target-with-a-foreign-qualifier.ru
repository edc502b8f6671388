# A qualifier comes from another scheme.
# Expect: Target-qualifier
DELETE { <id/target/t176nhpn> pg:valueQualifier scheme:qualifier\/exact . GRAPH ?evidence { <id/target/t176nhpn> pg:valueQualifier scheme:qualifier\/exact } }
INSERT { <id/target/t176nhpn> pg:valueQualifier scheme:genre\/news-feature . GRAPH ?evidence { <id/target/t176nhpn> pg:valueQualifier scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> pg:valueQualifier scheme:qualifier\/exact } }

# What a target measures comes from another scheme.
# Expect: Target-indicator
DELETE { <id/target/t176nhpn> pg:targetIndicator scheme:indicator\/digital-share-services . GRAPH ?evidence { <id/target/t176nhpn> pg:targetIndicator scheme:indicator\/digital-share-services } }
INSERT { <id/target/t176nhpn> pg:targetIndicator scheme:genre\/news-feature . GRAPH ?evidence { <id/target/t176nhpn> pg:targetIndicator scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/target/t176nhpn> pg:targetIndicator scheme:indicator\/digital-share-services } }

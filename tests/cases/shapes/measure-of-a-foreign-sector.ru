# A sector comes from another scheme.
# Expect: PolicyContent-sector
DELETE { <id/measure/mpz5ztgr> pg:sector scheme:sector\/culture-tourism . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:sector scheme:sector\/culture-tourism } }
INSERT { <id/measure/mpz5ztgr> pg:sector scheme:genre\/news-feature . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:sector scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:sector scheme:sector\/culture-tourism } }

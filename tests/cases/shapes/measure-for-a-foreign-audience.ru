# An addressee comes from another scheme.
# Expect: PolicyContent-addressee
DELETE { <id/measure/mpz5ztgr> pg:addressee scheme:audience\/residents . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addressee scheme:audience\/residents } }
INSERT { <id/measure/mpz5ztgr> pg:addressee scheme:genre\/news-feature . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addressee scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addressee scheme:audience\/residents } }

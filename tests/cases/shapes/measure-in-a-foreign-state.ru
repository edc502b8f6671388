# A state of implementation comes from another scheme.
# Expect: Measure-status
DELETE { <id/measure/mpz5ztgr> pg:implementationStatus scheme:implstatus\/announced . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:implementationStatus scheme:implstatus\/announced } }
INSERT { <id/measure/mpz5ztgr> pg:implementationStatus scheme:genre\/news-feature . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:implementationStatus scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:implementationStatus scheme:implstatus\/announced } }

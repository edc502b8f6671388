# An instrument comes from another scheme.
# Expect: Recommendation-instrument
DELETE { <id/recommendation/rfj5xzkj> pg:instrument scheme:instrument\/public-service . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:instrument scheme:instrument\/public-service } }
INSERT { <id/recommendation/rfj5xzkj> pg:instrument scheme:genre\/news-feature . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:instrument scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:instrument scheme:instrument\/public-service } }

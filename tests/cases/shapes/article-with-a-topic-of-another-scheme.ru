# A topic comes from another scheme.
# Expect: Article-topic
DELETE { <id/article/k90rpq8z> schema:mentions scheme:topic\/internet-plus . GRAPH ?evidence { <id/article/k90rpq8z> schema:mentions scheme:topic\/internet-plus } }
INSERT { <id/article/k90rpq8z> schema:mentions scheme:genre\/news-feature . GRAPH ?evidence { <id/article/k90rpq8z> schema:mentions scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> schema:mentions scheme:topic\/internet-plus } }

# The address of an article is text.
# Expect: Article-address
DELETE { <id/article/k90rpq8z> schema:url <https://example.org/lake-town/library> . GRAPH ?evidence { <id/article/k90rpq8z> schema:url <https://example.org/lake-town/library> } }
INSERT { <id/article/k90rpq8z> schema:url "https://example.org/lake-town/library" . GRAPH ?evidence { <id/article/k90rpq8z> schema:url "https://example.org/lake-town/library" } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> schema:url <https://example.org/lake-town/library> } }

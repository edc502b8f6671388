# An article has no genre.
# Expect: Article-genre
DELETE WHERE { <id/article/k90rpq8z> pg:genre scheme:genre\/news-feature . GRAPH ?evidence { <id/article/k90rpq8z> pg:genre scheme:genre\/news-feature } }

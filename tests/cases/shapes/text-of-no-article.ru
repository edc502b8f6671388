# A source text is a copy of no article.
# Expect: SourceText-article
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> ow:instantiates <id/article/k90rpq8z> }

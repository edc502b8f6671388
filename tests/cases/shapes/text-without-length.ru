# A source text has no length.
# Expect: SourceText-length
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> pg:charLength 1184 }

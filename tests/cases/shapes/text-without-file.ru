# A source text has no file name.
# Expect: SourceText-file
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> pg:fileName "conforming.txt" }

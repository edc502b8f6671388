# A source text does not say how its bytes were read.
# Expect: SourceText-decoder
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> pg:decoder "utf-8" }

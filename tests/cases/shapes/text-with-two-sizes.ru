# A source text has two lengths in bytes.
# Expect: SourceText-bytes
INSERT DATA { <id/text/fq50nmzfqmjkkc0h> pg:byteLength 1 }

# A span ends after its text.
# Expect: Span-bounds
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> pg:charLength 1184 } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h> pg:charLength 900 }

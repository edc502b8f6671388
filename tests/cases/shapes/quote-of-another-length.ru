# A quote is longer than its span.
# Expect: Span-quote-length
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929;quote> oa:exact "libraries should lend music too" } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929;quote> oa:exact "libraries should lend some music too" }

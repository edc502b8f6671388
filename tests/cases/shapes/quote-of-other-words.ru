# A quote is not what its digest was made from.
# Expect: Span-quote
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929;quote> oa:exact "libraries should lend music too" } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929;quote> oa:exact "libraries should lend movies to" }

# A span is part of no text.
# Expect: Span-source
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> oa:hasSource <id/text/fq50nmzfqmjkkc0h> }

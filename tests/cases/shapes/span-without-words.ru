# A span shows no words.
# Expect: Span-words
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> oa:hasSelector <id/text/fq50nmzfqmjkkc0h#char=898,929;quote> }

# A region that evidence points at shows no words.
# Expect: Span-words
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=0,9> oa:hasSelector <id/text/fq50nmzfqmjkkc0h#char=0,9;quote> }

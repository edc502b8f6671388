# Evidence points at more than 300 characters.
# Expect: Span-length
DELETE DATA { <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=993,1041> } ;
INSERT DATA { <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=191,1183> }

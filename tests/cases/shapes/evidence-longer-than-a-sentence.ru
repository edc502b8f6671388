# Evidence points at more than 300 characters.
# Expect: Span-length
# More than one statement: a span that evidence points at shows its words, which this region does not need to.
DELETE DATA { <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=993,1041> } ;
INSERT DATA {
    <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=191,1183> .
    <id/text/fq50nmzfqmjkkc0h#char=191,1183> pg:opensWith "The Lake Town" ; pg:closesWith "gave no answer."
}

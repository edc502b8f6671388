# A span starts before its text.
# Expect: PositionSelector-start
# More than one statement: a position is one thing, and the case adds one.
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=9,9;position> a oa:TextPositionSelector ; oa:start -1 ; oa:end 9 }

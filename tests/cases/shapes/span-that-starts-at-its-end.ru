# A span starts where it ends.
# Expect: PositionSelector-start
# More than one statement: a position is one thing, and the case adds one.
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=9,9;position> a oa:TextPositionSelector ; oa:start 9 ; oa:end 9 }

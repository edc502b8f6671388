# A region of a text is an expression.
# Expect: SourceText-region
INSERT DATA { <id/text/fq50nmzfqmjkkc0h> pg:hasRegion <id/expression/xtcrz5kq> }

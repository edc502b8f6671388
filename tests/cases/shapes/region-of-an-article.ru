# A region belongs to an article instead of an expression.
# Expect: Span-expression
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> pg:regionOf <id/article/k90rpq8z> }

# An expression does not say where its words come from.
# Expect: TextExpression-origin
DELETE DATA { <id/expression/xtcrz5kq> pg:textOrigin scheme:textorigin\/original }

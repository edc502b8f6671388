# An expression does not say whether it is held.
# Expect: TextExpression-held
DELETE DATA { <id/expression/xtcrz5kq> pg:held true }

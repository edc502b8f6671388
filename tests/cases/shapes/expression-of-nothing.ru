# An expression is of no work.
# Expect: TextExpression-work
DELETE DATA { <id/expression/xvnx3g3g> eli:realizes <id/article/k90rpq8z> }

# The origin of an expression is neither declared nor presumed.
# Expect: TextExpression-basis
DELETE DATA { <id/expression/xtcrz5kq> pg:basis scheme:basis\/declared } ;
INSERT DATA { <id/expression/xtcrz5kq> pg:basis scheme:basis\/inferred }

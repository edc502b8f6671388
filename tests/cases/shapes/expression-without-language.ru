# An expression is in no language.
# Expect: TextExpression-language
DELETE DATA { <id/expression/xtcrz5kq> dcterms:language language:ZHO }

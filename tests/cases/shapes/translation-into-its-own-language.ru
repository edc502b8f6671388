# A translation is in the language of its original.
# Expect: TextExpression-translation
DELETE DATA { <id/expression/xvnx3g3g> dcterms:language language:ENG } ;
INSERT DATA { <id/expression/xvnx3g3g> dcterms:language language:ZHO }

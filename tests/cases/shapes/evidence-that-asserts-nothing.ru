# Evidence asserts nothing.
# Expect: Asserting-something
DELETE DATA { GRAPH <id/evidence/v71jpk7jgkr799gs> { <id/measure/mpz5ztgr> a pg:Measure } }

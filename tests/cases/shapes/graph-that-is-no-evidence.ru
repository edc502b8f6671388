# A graph is named after nothing.
# Expect: Evidence-described
INSERT DATA { GRAPH <id/evidence/vsc6tfqcc6191ssc> { <id/measure/mpz5ztgr> pg:sector scheme:sector\/culture-tourism } }

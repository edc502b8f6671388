# What accepted evidence asserts is not published.
# Expect: Asserting-published
DELETE DATA { <id/measure/mpz5ztgr> pg:sector scheme:sector\/culture-tourism }

# Evidence was accepted, and nobody reviewed it.
# Expect: Asserting-reviewer
DELETE DATA { <id/review/k90rpq8z-1> prov:used <id/evidence/vpwzdrjkb0ckzp10> }

# The basis of evidence comes from another scheme.
# Expect: Evidence-basis
INSERT DATA { <id/evidence/vpwzdrjkb0ckzp10> pg:basis scheme:genre\/news-feature }

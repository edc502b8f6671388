# Text evidence comes from no run.
# Expect: TextEvidence-run
DELETE DATA { <id/evidence/vpwzdrjkb0ckzp10> prov:wasGeneratedBy <id/run/k90rpq8z-1> }

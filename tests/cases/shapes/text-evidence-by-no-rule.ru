# Text evidence is read by no rule.
# Expect: TextEvidence-rule
DELETE DATA { <id/evidence/vpwzdrjkb0ckzp10> pg:extractedBy <id/rule/editorial-reading@1> }

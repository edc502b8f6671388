# The context of evidence is a person.
# Expect: TextEvidence-context
INSERT DATA { <id/evidence/vpwzdrjkb0ckzp10> pg:contextTarget <id/agent/px7tg94t> }

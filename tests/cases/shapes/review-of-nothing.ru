# A review looks at a person instead of evidence.
# Expect: Review-evidence
INSERT DATA { <id/review/k90rpq8z-1> prov:used <id/agent/px7tg94t> }

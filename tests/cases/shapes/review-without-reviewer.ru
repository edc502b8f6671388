# A review is by an agency, which is neither a person nor the editors.
# Expect: Review-reviewer
INSERT DATA { <id/review/k90rpq8z-1> prov:wasAssociatedWith <id/agent/nt5c812d> }

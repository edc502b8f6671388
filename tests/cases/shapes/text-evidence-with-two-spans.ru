# Text evidence points at two spans.
# Expect: TextEvidence-span
INSERT DATA { <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=956,991> }

# Text evidence points at no words.
# Expect: TextEvidence-span
DELETE DATA { <id/evidence/vpwzdrjkb0ckzp10> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=993,1041> }

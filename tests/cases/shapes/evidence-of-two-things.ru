# The evidence of one measure also speaks about another.
# Expect: TextEvidence-one-thing
INSERT { GRAPH ?evidence { <id/measure/mm2sm96n> a pg:Measure } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> a pg:Measure } ?evidence a pg:TextEvidence }

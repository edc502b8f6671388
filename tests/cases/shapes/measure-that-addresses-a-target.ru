# A measure addresses a target instead of an issue.
# Expect: Measure-issue
DELETE { <id/measure/mpz5ztgr> pg:addresses <id/issue/hh2dwjzz> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addresses <id/issue/hh2dwjzz> } }
INSERT { <id/measure/mpz5ztgr> pg:addresses <id/target/t72vv10g> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addresses <id/target/t72vv10g> } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:addresses <id/issue/hh2dwjzz> } }

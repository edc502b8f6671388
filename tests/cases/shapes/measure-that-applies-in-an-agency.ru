# A measure applies in an agency.
# Expect: Measure-place
DELETE { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> } }
INSERT { <id/measure/mpz5ztgr> pg:appliesIn <id/agent/nk1bz7vm> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/agent/nk1bz7vm> } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> } }

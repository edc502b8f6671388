# Only a curator says that a place exists.
# Expect: Published-existence
DELETE { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> } }
INSERT { <id/measure/mpz5ztgr> pg:appliesIn <id/place/q0vpcp81> . GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/place/q0vpcp81> } }
WHERE { GRAPH ?evidence { <id/measure/mpz5ztgr> pg:appliesIn <id/place/qj0x1zfn> } }

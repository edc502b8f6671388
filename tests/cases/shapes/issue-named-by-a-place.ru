# An issue is named by a place.
# Expect: PolicyContent-speaker
DELETE { <id/issue/hh2dwjzz> pg:saidBy <id/agent/nvvvcx7k> . GRAPH ?evidence { <id/issue/hh2dwjzz> pg:saidBy <id/agent/nvvvcx7k> } }
INSERT { <id/issue/hh2dwjzz> pg:saidBy <id/place/qj0x1zfn> . GRAPH ?evidence { <id/issue/hh2dwjzz> pg:saidBy <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/issue/hh2dwjzz> pg:saidBy <id/agent/nvvvcx7k> } }

# A person is a member of a place.
# Expect: Person-member-of
DELETE { <id/agent/pc0nr7j5> org:memberOf <id/agent/ntgctfsn> . GRAPH ?evidence { <id/agent/pc0nr7j5> org:memberOf <id/agent/ntgctfsn> } }
INSERT { <id/agent/pc0nr7j5> org:memberOf <id/place/qj0x1zfn> . GRAPH ?evidence { <id/agent/pc0nr7j5> org:memberOf <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/agent/pc0nr7j5> org:memberOf <id/agent/ntgctfsn> } }

# A unit belongs to a person.
# Expect: OrganizationalUnit-parent
DELETE { <id/agent/ntgctfsn> org:unitOf <id/agent/nh18xwk1> . GRAPH ?evidence { <id/agent/ntgctfsn> org:unitOf <id/agent/nh18xwk1> } }
INSERT { <id/agent/ntgctfsn> org:unitOf <id/agent/px7tg94t> . GRAPH ?evidence { <id/agent/ntgctfsn> org:unitOf <id/agent/px7tg94t> } }
WHERE { GRAPH ?evidence { <id/agent/ntgctfsn> org:unitOf <id/agent/nh18xwk1> } }

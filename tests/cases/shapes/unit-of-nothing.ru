# A unit belongs to no organisation.
# Expect: OrganizationalUnit-parent
DELETE WHERE { <id/agent/ntgctfsn> org:unitOf <id/agent/nh18xwk1> . GRAPH ?evidence { <id/agent/ntgctfsn> org:unitOf <id/agent/nh18xwk1> } }

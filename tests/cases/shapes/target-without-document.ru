# A target is set by no document.
# Expect: Target-document
DELETE WHERE { <id/target/t72vv10g> pg:setOutIn <id/document/d0vhf09g> . GRAPH ?evidence { <id/target/t72vv10g> pg:setOutIn <id/document/d0vhf09g> } }

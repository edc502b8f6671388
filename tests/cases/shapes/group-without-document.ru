# A group of measures stands in no document.
# Expect: MeasureGroup-document
DELETE WHERE { <id/group/g6pvn8p5> pg:setOutIn <id/document/dq8tp9ff> . GRAPH ?evidence { <id/group/g6pvn8p5> pg:setOutIn <id/document/dq8tp9ff> } }

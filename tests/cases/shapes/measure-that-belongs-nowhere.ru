# A measure belongs to no document, actor or place.
# Expect: Measure-belonging
DELETE WHERE { <id/measure/mm2sm96n> pg:setOutIn <id/document/d0vhf09g> . GRAPH ?evidence { <id/measure/mm2sm96n> pg:setOutIn <id/document/d0vhf09g> } }

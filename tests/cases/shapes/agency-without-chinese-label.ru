# An agency has no Chinese name.
# Expect: Thing-label
DELETE WHERE { <id/agent/nt5c812d> skos:prefLabel "湖镇文化局"@zh . GRAPH ?evidence { <id/agent/nt5c812d> skos:prefLabel "湖镇文化局"@zh } }

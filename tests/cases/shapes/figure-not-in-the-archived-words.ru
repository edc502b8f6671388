# A value is ten times what the words say, which only the archive holds.
# Expect: Evidence-figure
# Needs: archive
DELETE { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 . GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 } }
INSERT { <id/observation/s4d2w5mf> smea:obsValue 12000000.0 . GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 12000000.0 } }
WHERE { GRAPH ?evidence { <id/observation/s4d2w5mf> smea:obsValue 1200000.0 } }

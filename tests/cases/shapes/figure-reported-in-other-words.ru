# A figure is not reported as the words have it.
# Expect: Evidence-as-reported
DELETE { <id/observation/s0gffsk4> pg:asReported "35 percent"@en . GRAPH ?evidence { <id/observation/s0gffsk4> pg:asReported "35 percent"@en } }
INSERT { <id/observation/s0gffsk4> pg:asReported "35 per cent"@en . GRAPH ?evidence { <id/observation/s0gffsk4> pg:asReported "35 per cent"@en } }
WHERE { GRAPH ?evidence { <id/observation/s0gffsk4> pg:asReported "35 percent"@en } }

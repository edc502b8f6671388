# A capture shows no expression.
# Expect: WebCapture-expression
DELETE WHERE { <id/capture/w5v4dtvf> ow:manifests <id/expression/xtcrz5kq> . GRAPH ?evidence { <id/capture/w5v4dtvf> ow:manifests <id/expression/xtcrz5kq> } }

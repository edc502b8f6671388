# A requested snapshot is not 14 digits.
# Expect: WebCapture-requested
DELETE { <id/capture/w5v4dtvf> pg:requestedSnapshot "20240522000000" . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:requestedSnapshot "20240522000000" } }
INSERT { <id/capture/w5v4dtvf> pg:requestedSnapshot "20240522" . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:requestedSnapshot "20240522" } }
WHERE { GRAPH ?evidence { <id/capture/w5v4dtvf> pg:requestedSnapshot "20240522000000" } }

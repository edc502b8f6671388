# The address of a captured page is text.
# Expect: WebCapture-address
DELETE { <id/capture/w5v4dtvf> schema:url <https://example.org/lake-town/library> . GRAPH ?evidence { <id/capture/w5v4dtvf> schema:url <https://example.org/lake-town/library> } }
INSERT { <id/capture/w5v4dtvf> schema:url "https://example.org/lake-town/library" . GRAPH ?evidence { <id/capture/w5v4dtvf> schema:url "https://example.org/lake-town/library" } }
WHERE { GRAPH ?evidence { <id/capture/w5v4dtvf> schema:url <https://example.org/lake-town/library> } }

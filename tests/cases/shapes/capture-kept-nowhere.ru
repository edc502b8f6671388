# A capture is kept nowhere.
# Expect: WebCapture-archived-at
DELETE WHERE { <id/capture/w5v4dtvf> schema:archivedAt <https://web.archive.org/web/20240521091931/https://example.org/lake-town/library> . GRAPH ?evidence { <id/capture/w5v4dtvf> schema:archivedAt <https://web.archive.org/web/20240521091931/https://example.org/lake-town/library> } }

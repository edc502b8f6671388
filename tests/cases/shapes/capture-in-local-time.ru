# The time of a capture has no zone.
# Expect: WebCapture-time
DELETE { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime } }
INSERT { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31"^^xsd:dateTime . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31"^^xsd:dateTime } }
WHERE { GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime } }

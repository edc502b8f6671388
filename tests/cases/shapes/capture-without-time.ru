# A capture has no time.
# Expect: WebCapture-time
DELETE WHERE { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime } }

# The time of a capture is not the one in its address.
# Expect: WebCapture-stamp
DELETE { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime } }
INSERT { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:32Z"^^xsd:dateTime . GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:32Z"^^xsd:dateTime } }
WHERE { GRAPH ?evidence { <id/capture/w5v4dtvf> pg:captureDateTime "2024-05-21T09:19:31Z"^^xsd:dateTime } }

# A text was read before the page it comes from was captured.
# Expect: ExtractionRun-after-capture
DELETE { <id/run/k90rpq8z-1> dcterms:date "2026-11-25"^^xsd:date } INSERT { <id/run/k90rpq8z-1> dcterms:date "2024-05-20"^^xsd:date } WHERE {}

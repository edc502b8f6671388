# Curated evidence has no date.
# Expect: CuratedEvidence-date
DELETE DATA { <id/evidence/v7s3r9zp8h5rnxk2> dcterms:created "2026-11-25"^^xsd:date }

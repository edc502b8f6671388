# Curated evidence cites nothing.
# Expect: CuratedEvidence-citation
DELETE DATA { <id/evidence/v7s3r9zp8h5rnxk2> dcterms:source "the editors' reading of the article" }

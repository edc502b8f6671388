# Curated evidence is nobody's.
# Expect: CuratedEvidence-curator
DELETE DATA { <id/evidence/v7s3r9zp8h5rnxk2> prov:wasAttributedTo <id/agent/n67b9xbq> }

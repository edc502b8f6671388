# Evidence has two review statuses.
# Expect: Evidence-status
INSERT DATA { <id/evidence/v7s3r9zp8h5rnxk2> pg:reviewStatus scheme:review\/proposed }

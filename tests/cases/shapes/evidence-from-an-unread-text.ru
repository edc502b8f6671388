# The run has not read the text that its evidence points into.
# Expect: TextEvidence-text-read
DELETE DATA { <id/run/k90rpq8z-1> prov:used <id/text/fq50nmzfqmjkkc0h> }

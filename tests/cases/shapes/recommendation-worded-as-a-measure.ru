# A recommendation rests on words that carry a measure.
# Expect: Recommendation-wording
DELETE DATA { <id/evidence/vpqmsw9mck44661x> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=898,929> } ;
INSERT DATA { <id/evidence/vpqmsw9mck44661x> oa:hasTarget <id/text/fq50nmzfqmjkkc0h#char=523,567> }

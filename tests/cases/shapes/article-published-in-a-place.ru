# The window of publication is a place.
# Expect: Article-publication-period
DELETE { <id/article/k90rpq8z> pg:publicationPeriod <id/period/zwgk94q0> . GRAPH ?evidence { <id/article/k90rpq8z> pg:publicationPeriod <id/period/zwgk94q0> } }
INSERT { <id/article/k90rpq8z> pg:publicationPeriod <id/place/qj0x1zfn> . GRAPH ?evidence { <id/article/k90rpq8z> pg:publicationPeriod <id/place/qj0x1zfn> } }
WHERE { GRAPH ?evidence { <id/article/k90rpq8z> pg:publicationPeriod <id/period/zwgk94q0> } }

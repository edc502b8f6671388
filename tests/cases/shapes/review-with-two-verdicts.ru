# A review has two verdicts.
# Expect: Review-verdict
# More than one statement: the second verdict has to be a concept of its scheme.
INSERT DATA { <id/review/k90rpq8z-1> pg:verdict scheme:review\/rejected } ;
INSERT DATA { scheme:review\/rejected skos:inScheme scheme:review }

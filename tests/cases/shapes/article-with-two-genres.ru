# An article has two genres.
# Expect: Article-genre
# More than one statement: the second genre has to be a concept of its scheme.
INSERT DATA {
    <id/article/k90rpq8z> pg:genre scheme:genre\/op-ed .
    GRAPH <id/evidence/v7s3r9zp8h5rnxk2> { <id/article/k90rpq8z> pg:genre scheme:genre\/op-ed }
} ;
INSERT DATA { scheme:genre\/op-ed skos:inScheme scheme:genre }

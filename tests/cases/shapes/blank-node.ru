# A rule is described with a blank node.
# Expect: Thing-named
INSERT DATA { <id/rule/editorial-reading@1> rdfs:seeAlso [] }

# Two regions of a text overlap.
# Expect: SourceText-regions
INSERT DATA { <id/text/fq50nmzfqmjkkc0h> pg:hasRegion <id/text/fq50nmzfqmjkkc0h#char=183,189> }

# The reason for a long span is too short to be one.
# Expect: Span-exception
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> pg:spanException "yes" }

# A span is quoted whole and has first words too.
# Expect: Span-words
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> pg:opensWith "libraries should" }

# A region shows its first words and not its last.
# Expect: Span-words
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=10,157> pg:opensWith "Lake Town opens" }

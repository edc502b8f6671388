# The first words of a span quote too much.
# Expect: Span-anchor-limit
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:opensWith "It will pilot" } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:opensWith "It will pilot online lending in every" }

# A text that belongs to others is quoted at length.
# Expect: Span-quote-limit
# More than one statement: a span shows its words in one way, so the quote replaces the first and last of them.
DELETE WHERE { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:opensWith ?opening ; pg:closesWith ?closing } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> oa:hasSelector <id/text/fq50nmzfqmjkkc0h#char=436,522;quote> . <id/text/fq50nmzfqmjkkc0h#char=436,522;quote> a oa:TextQuoteSelector ; oa:exact "It will pilot online lending in every branch of Lake Town so that queues become short." }

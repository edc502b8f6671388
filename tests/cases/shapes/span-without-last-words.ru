# A span shows its first words only.
# Expect: Span-words
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:closesWith "queues become short." }

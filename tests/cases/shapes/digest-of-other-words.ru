# The digest of a span is not that of the text there.
# Expect: Span-text
# Needs: archive
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:spanDigest "ebfa4a05d838dcdb395a04ca2872d7b2aabac6ccd59e6a174e7a439d9371e372"^^xsd:hexBinary } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:spanDigest "3e45fa2774f55d0e3ee630affbadf054409f81c8ee4085bdd70aaedc24cfc87b"^^xsd:hexBinary }

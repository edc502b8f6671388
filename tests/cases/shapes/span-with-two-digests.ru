# A span has a second digest.
# Expect: Span-digest
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:spanDigest "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"^^xsd:hexBinary }

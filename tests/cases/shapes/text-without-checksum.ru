# A source text has no checksum.
# Expect: SourceText-checksum
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> spdx:checksum <id/text/fq50nmzfqmjkkc0h#sha256> }

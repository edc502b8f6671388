# The archived file is not the one on record.
# Expect: SourceText-digest
# Needs: archive
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#sha256> spdx:checksumValue "91379fe96dcde279b64a220576a755eada9817b4b5807398fe6dda3a52f5ce68"^^xsd:hexBinary } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#sha256> spdx:checksumValue "100ef6a71bac925f709fe9c114c60460bf6e472cfdb9d44bd8adf1698135260f"^^xsd:hexBinary }

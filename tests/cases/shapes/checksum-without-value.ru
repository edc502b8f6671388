# A checksum has no value.
# Expect: Checksum-value
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#sha256> spdx:checksumValue "91379fe96dcde279b64a220576a755eada9817b4b5807398fe6dda3a52f5ce68"^^xsd:hexBinary }

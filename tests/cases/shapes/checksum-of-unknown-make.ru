# A checksum does not say how it was made.
# Expect: Checksum-algorithm
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#sha256> spdx:algorithm spdx:checksumAlgorithm_sha256 }

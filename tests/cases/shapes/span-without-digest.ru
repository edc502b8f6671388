# A span has no digest.
# Expect: Span-digest
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> pg:spanDigest "5b899b392333d531737d70c00067b136d27e0679a1e4727837f4fa5e2e3a5db3"^^xsd:hexBinary }

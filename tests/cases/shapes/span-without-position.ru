# A span does not say where it stands.
# Expect: Span-position
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> oa:hasSelector <id/text/fq50nmzfqmjkkc0h#char=898,929;position> }

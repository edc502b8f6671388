# The archived text is shorter than on record.
# Expect: SourceText-characters
# Needs: archive
DELETE DATA { <id/text/fq50nmzfqmjkkc0h> pg:charLength 1184 } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h> pg:charLength 1185 }

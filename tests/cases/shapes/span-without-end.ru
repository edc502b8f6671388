# A span does not say where it ends.
# Expect: PositionSelector-end
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929;position> oa:end 929 }

# A note on damage does not say its language.
# Expect: Span-damage
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=898,929> pg:damageNote "a word is missing" }

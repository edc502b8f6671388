# A span opens with other words than the text.
# Expect: Span-anchors
# Needs: archive
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:opensWith "It will pilot" } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:opensWith "It would pilot" }

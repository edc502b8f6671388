# The last words of a span quote too much Chinese.
# Expect: Span-anchor-limit
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:closesWith "queues become short." } ;
INSERT DATA { <id/text/fq50nmzfqmjkkc0h#char=436,522> pg:closesWith "一二三四五六七八九十一二三四五六七" }

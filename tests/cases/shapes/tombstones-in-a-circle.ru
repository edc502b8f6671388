# Two things replace each other.
# Expect: Tombstone-circle
INSERT DATA { <id/measure/mdn41dww> dcterms:isReplacedBy <id/measure/mhhwnwqh> }

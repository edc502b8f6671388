# A thing is replaced by one that was withdrawn.
# Expect: Tombstone-end
INSERT DATA { <id/measure/mhhwnwqh> dcterms:isReplacedBy <id/measure/mk0bb1k6> }

# A thing went without a reason.
# Expect: Tombstone-reason
DELETE DATA { <id/measure/mk0bb1k6> pg:tombstoneReason "It was a heading, not a measure."@en }

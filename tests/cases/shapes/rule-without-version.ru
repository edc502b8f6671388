# A rule has no version.
# Expect: Rule-version
DELETE DATA { <id/rule/editorial-reading@1> owl:versionInfo "1" }

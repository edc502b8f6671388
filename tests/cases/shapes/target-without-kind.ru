# A target is neither qualitative nor quantitative.
# Expect: Target-figures
DELETE WHERE { <id/target/t72vv10g> pg:targetKind scheme:targetkind\/qualitative . GRAPH ?evidence { <id/target/t72vv10g> pg:targetKind scheme:targetkind\/qualitative } }

# A directive is nobody's.
# Expect: Directive-maker
DELETE WHERE { <id/directive/hh41gc9z> pg:madeBy <id/agent/px7tg94t> . GRAPH ?evidence { <id/directive/hh41gc9z> pg:madeBy <id/agent/px7tg94t> } }

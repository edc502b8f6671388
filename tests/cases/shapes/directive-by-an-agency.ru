# A directive is an agency's.
# Expect: Directive-maker
DELETE { <id/directive/hh41gc9z> pg:madeBy <id/agent/px7tg94t> . GRAPH ?evidence { <id/directive/hh41gc9z> pg:madeBy <id/agent/px7tg94t> } }
INSERT { <id/directive/hh41gc9z> pg:madeBy <id/agent/nt5c812d> . GRAPH ?evidence { <id/directive/hh41gc9z> pg:madeBy <id/agent/nt5c812d> } }
WHERE { GRAPH ?evidence { <id/directive/hh41gc9z> pg:madeBy <id/agent/px7tg94t> } }

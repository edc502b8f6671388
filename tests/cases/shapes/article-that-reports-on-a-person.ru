# An article reports on a person.
# Expect: Article-subject
INSERT DATA {
    <id/article/k90rpq8z> pg:reportsOn <id/agent/px7tg94t> .
    GRAPH <id/evidence/vbw56nd9vk62vq1v> { <id/article/k90rpq8z> pg:reportsOn <id/agent/px7tg94t> }
}

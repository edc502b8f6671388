# The day of publication is written in words.
# Expect: PolicyDocument-published
INSERT DATA {
    <id/document/d0vhf09g> eli:date_publication "early May" .
    GRAPH <id/evidence/vv0dhsnp25w0mmz4> { <id/document/d0vhf09g> eli:date_publication "early May" }
}

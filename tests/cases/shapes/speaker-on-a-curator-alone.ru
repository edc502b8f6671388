# Only a curator says who named an issue.
# Expect: Published-words
DELETE DATA { GRAPH <id/evidence/v905sg57zx4wwzhc> { <id/issue/hh2dwjzz> pg:saidBy <id/agent/nvvvcx7k> } } ;
INSERT { GRAPH ?curated { <id/issue/hh2dwjzz> pg:saidBy <id/agent/nvvvcx7k> } }
WHERE { GRAPH ?curated { <id/issue/hh2dwjzz> skos:prefLabel "Long queues"@en } }

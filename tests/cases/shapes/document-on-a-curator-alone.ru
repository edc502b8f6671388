# Only a curator says which document sets a measure out.
# Expect: Published-words
DELETE DATA { GRAPH <id/evidence/v919ncsrvc0ddtf6> { <id/measure/mm2sm96n> pg:setOutIn <id/document/d0vhf09g> } } ;
INSERT DATA { GRAPH <id/evidence/v4rw1rbg0qqbbhg9> { <id/measure/mm2sm96n> pg:setOutIn <id/document/d0vhf09g> } }

# A statement is published that only disputed evidence makes.
# Expect: Published-evidence
INSERT DATA { <id/document/d0vhf09g> eli:number "no. 3" }

# A statement is published that no evidence makes.
# Expect: Published-evidence
INSERT DATA { <id/measure/mn87s1tp> pg:sector scheme:sector\/culture-tourism }

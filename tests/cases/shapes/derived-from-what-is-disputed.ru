# Derived evidence follows from what is disputed.
# Expect: Derived-premise
INSERT DATA { <id/evidence/vbhmdr8hj2hr19nb> prov:wasDerivedFrom <id/evidence/v23c51mxscr5534s> }

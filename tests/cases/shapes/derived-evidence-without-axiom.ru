# Derived evidence follows from no axiom.
# Expect: DerivedEvidence-rule
DELETE DATA { <id/evidence/vbhmdr8hj2hr19nb> pg:derivedBy pg:issuerOf }

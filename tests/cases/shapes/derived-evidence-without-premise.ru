# Derived evidence has no premise.
# Expect: DerivedEvidence-premise
DELETE DATA { <id/evidence/vbhmdr8hj2hr19nb> prov:wasDerivedFrom <id/evidence/vv0dhsnp25w0mmz4> }

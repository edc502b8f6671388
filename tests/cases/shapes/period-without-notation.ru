# A period is not spelled in EDTF.
# Expect: Period-notation
DELETE DATA { <id/period/z5h1wxdz> skos:notation "2023" }

# A run reads nothing.
# Expect: ExtractionRun-input
# More than one statement: a run reads a text by a rule, and both go.
DELETE WHERE { <id/run/k90rpq8z-1> prov:used ?input }

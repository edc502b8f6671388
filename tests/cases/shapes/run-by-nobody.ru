# A run is nobody's.
# Expect: ExtractionRun-agent
DELETE DATA { <id/run/k90rpq8z-1> prov:wasAssociatedWith <id/agent/n67b9xbq> }

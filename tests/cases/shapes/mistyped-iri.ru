# A character of an IRI was mistyped.
# Expect: Thing-identifier
# More than one statement: an IRI stands in every statement about the thing.
DELETE { ?subject ?property <id/rule/period-from-premises@1> } INSERT { ?subject ?property <id/rule/period-from-premises> } WHERE { ?subject ?property <id/rule/period-from-premises@1> } ;
DELETE { <id/rule/period-from-premises@1> ?property ?object } INSERT { <id/rule/period-from-premises> ?property ?object } WHERE { <id/rule/period-from-premises@1> ?property ?object }

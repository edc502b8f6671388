# One character of an identifier was mistyped.
# Expect: Thing-identifier
# More than one statement: an IRI stands in every statement about the thing.
DELETE { ?subject ?property <id/expression/xvnx3g3g> } INSERT { ?subject ?property <id/expression/xvnx3g0g> } WHERE { ?subject ?property <id/expression/xvnx3g3g> } ;
DELETE { <id/expression/xvnx3g3g> ?property ?object } INSERT { <id/expression/xvnx3g0g> ?property ?object } WHERE { <id/expression/xvnx3g3g> ?property ?object }

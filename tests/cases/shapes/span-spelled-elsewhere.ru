# The IRI of a span spells another place.
# Expect: Span-iri
# More than one statement: an IRI stands in every statement about the thing.
DELETE { ?subject ?property <id/text/fq50nmzfqmjkkc0h#char=898,929> } INSERT { ?subject ?property <id/text/fq50nmzfqmjkkc0h#char=1,2> } WHERE { ?subject ?property <id/text/fq50nmzfqmjkkc0h#char=898,929> } ;
DELETE { <id/text/fq50nmzfqmjkkc0h#char=898,929> ?property ?object } INSERT { <id/text/fq50nmzfqmjkkc0h#char=1,2> ?property ?object } WHERE { <id/text/fq50nmzfqmjkkc0h#char=898,929> ?property ?object }

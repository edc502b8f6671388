# A region of the article is said to be of a policy document.
# Expect: SourceText-region-work
# More than one statement: the expression of the document has to be there.
DELETE DATA { <id/text/fq50nmzfqmjkkc0h#char=10,157> pg:regionOf <id/expression/xvnx3g3g> } ;
INSERT { <id/text/fq50nmzfqmjkkc0h#char=10,157> pg:regionOf <id/expression/x012345v> .
    <id/expression/x012345v> eli:realizes <id/document/d0vhf09g> ; ?property ?value }
WHERE { <id/expression/xvnx3g3g> ?property ?value FILTER(?property NOT IN (eli:realizes, eli:is_translation_of)) }

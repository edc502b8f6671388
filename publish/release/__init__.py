"""The release: an immutable folder, digested and dated, that the building half makes and the serving half reads.

    manifest.json          what belongs to the release: size and SHA-256 of each file, version, base, counts, evidence
    data/dataset.nq        the whole dataset, sorted (also .trig);  data/accepted.ttl, .jsonld: the default graph
    ontology/ shapes/      the words and the rules that it was made with
    report/                what the validation found, as text, HTML and RDF
    ledger.jsonl           what every identifier was minted for, and what became of it
    catalogue.ttl          the dataset's own description (DCAT 3, VoID), counts computed

`build.py` makes one, `publishing.py` puts it in place, `checking.py` tells whether it is whole.
"""

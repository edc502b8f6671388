"""Extraction: what an article says, as candidates, each with its exact characters and the rules that found it.

Data flows one way: sentences, vocabulary hits, agencies and documents, clauses and figures, who speaks, one thing once.
Nothing here knows records or decisions.
"""

"""The stages of extraction in their order; each is a pure function of what comes before it.

An article goes in, candidates come out. Nothing is gated: whatever a rule finds is kept with the reasons for and
against it, and the score decides in the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mappings.extract import alignment, chinese, english, figures, parsing, repetition, speakers
from mappings.extract.agencies import find_agencies, linked
from mappings.extract.cache import Cache, candidates_key, from_bytes, parse_key, to_bytes
from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.documents import find_documents
from mappings.extract.figures.readings import beside_actions
from mappings.extract.sentences import sentences_of
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary
from mappings.readers import ReadArticle

__all__ = ["Context", "candidates_of", "extract", "read_context"]


def read_context(article: ReadArticle, vocabulary: Vocabulary | None = None, cache: Cache | None = None) -> Context:
    """What the first stages find: sentences, agencies, documents, all mentions, and the parse."""
    vocabulary = vocabulary or shipped_vocabulary()
    bare = Context(article, sentences_of(article), vocabulary)
    agencies, names = find_agencies(bare)
    known = replace(bare, agencies=tuple(agencies), mentions=tuple(names))
    documents, titles = find_documents(known)
    mentions = sorted((*names, *titles), key=lambda each: (each.sentence, each.start, each.end, each.kind))
    parse = _parse(bare, cache)
    known = replace(known, agencies=tuple(_issuing(agencies, documents)))
    return replace(known, documents=tuple(documents), mentions=tuple(mentions), parse=parse)


def _issuing(agencies: Iterable[Candidate], documents: Sequence[Candidate]) -> Iterator[Candidate]:
    """The agencies; one that would be optional counts where it has issued a policy paper."""
    issuers = {
        name
        for each in documents
        if each.fields.get("kind") == "policy" and each.status == "entry" and isinstance(each.fields["issuers"], tuple)
        for name in each.fields["issuers"]
    }
    for each in agencies:
        yield replace(each, status="entry") if each.fields.get("name") in issuers else each


def extract(article: ReadArticle, vocabulary: Vocabulary | None = None, cache: Cache | None = None) -> list[Candidate]:
    """The candidates of an article, in the order of its text: the same for the same article, rules and words.

    With a cache, an article is read again only where it, a rule, the program, the model or a label in it has changed.
    """
    vocabulary = vocabulary or shipped_vocabulary()
    key = candidates_key(article, vocabulary, parsing.model_name()) if cache else ""
    held = cache.find("candidates", key) if cache else None
    if held is not None:
        return _linked(from_bytes(held), vocabulary)
    with parsing.forgetting():
        found = candidates_of(read_context(article, vocabulary, cache))
    if cache:
        cache.keep("candidates", key, to_bytes(found))
    return _linked(found, vocabulary)


def candidates_of(context: Context) -> list[Candidate]:
    """What the finders make of a context."""
    clauses = [*english.find_clauses(context), *chinese.find_clauses(context)]
    stated = speakers.attribute(context, clauses)
    told = beside_actions(figures.find(context), stated)
    found = [*context.documents, *context.agencies, *stated, *told]
    merged = alignment.align(context, repetition.merge(context, found))
    return sorted(merged, key=lambda each: (each.span.start, each.span.end, each.kind, each.label))


def _linked(candidates: Iterable[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    return [linked(each, vocabulary) if each.kind == "agency" else each for each in candidates]


def _parse(context: Context, cache: Cache | None) -> parsing.Parse | None:
    """The parse, from the cache where it is there: nothing takes longer, and rules do not change it."""
    if cache is None or not parsing.wanted(context.sentences) or not parsing.is_installed():
        return parsing.parse(context.sentences)
    key = parse_key(context.article, parsing.model_name())
    held = cache.find("parse", key)
    parse = parsing.from_bytes(held, context.sentences) if held is not None else None
    if parse is None:
        parse = parsing.parse(context.sentences)
        if parse is not None:
            cache.keep("parse", key, parsing.to_bytes(parse))
    return parse

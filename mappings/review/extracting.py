"""Extracting for a record: an article is read by all rules, and by the plug-ins that are asked for, into proposals."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from mappings.extract import confidence
from mappings.extract.coverage import Coverage, coverage
from mappings.extract.extraction import candidates_of, read_context
from mappings.extract.parsing import model_name
from mappings.extract.plugins import Plugin, ask
from mappings.extract.rules import rules_digest
from mappings.extract.vocabulary import read_vocabulary
from mappings.readers import ReadArticle
from mappings.record.proposal import Announced, Extraction, Proposal, Quality
from mappings.review.proposing import propose
from ontology.authority_files import Authorities


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the extraction makes of an article, for its record."""

    extraction: Extraction
    quality: Quality
    proposals: tuple[Proposal, ...]
    refused: tuple[str, ...] = ()  # what plug-ins said that does not stand in the text


def extract_proposals(
    article: ReadArticle, authorities: Authorities, rights: str, at: str, plugins: Iterable[Plugin] = ()
) -> Extracted:
    """The proposals of an article, read with the words of the workspace's authorities too, on the day `at`."""
    vocabulary = read_vocabulary(authorities)
    context = read_context(article, vocabulary)
    answers = [ask(plugin, context) for plugin in plugins]
    candidates = [*candidates_of(context), *(each for answer in answers for each in answer.candidates)]
    extraction = Extraction(
        at=at,
        program=f"policygraph {version('policygraph')}",
        rules=rules_digest(),
        vocabulary=vocabulary.digest,
        weights=hashlib.sha256(confidence.FILE.read_bytes()).hexdigest(),
        model=model_name() if context.parse else "none",
    )
    return Extracted(
        extraction,
        _quality(coverage(context, candidates)),
        tuple(propose(article.text, candidates, rights)),
        tuple(reason for answer in answers for reason in answer.refused),
    )


def _quality(found: Coverage) -> Quality:
    announced = tuple(
        Announced(what=each.what, span=each.span, announced=each.announced, found=each.found)
        for each in found.announced
    )
    return Quality(
        sentences=found.sentences,
        with_statement=found.with_statement,
        unattributed=found.unattributed,
        announced=announced,
    )

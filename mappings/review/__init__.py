"""Review: what the extraction proposes becomes statements of the record, as people and a standing policy decide.

proposals = propose(article, extraction, ...)            # of one article, with keys that stay
reviewed = review(record, decisions, authorities)        # the record after decisions, for `lift` and `accept`
decide(path, record, decision, ...)                      # one more line in the file of decisions
"""

from mappings.review.reviewing import Reviewed, review
from mappings.review.statements import Statement

__all__ = ["Reviewed", "Statement", "review"]

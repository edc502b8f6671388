"""What the earlier stages have found: the one input of the finders, which never change it."""

from dataclasses import dataclass

from mappings.extract.candidate import Candidate, Mention
from mappings.extract.parsing import Parse
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary
from mappings.readers import ReadArticle


@dataclass(frozen=True, slots=True)
class Context:
    """An article, its sentences, and what is known so far."""

    article: ReadArticle
    sentences: tuple[Sentence, ...]
    vocabulary: Vocabulary
    agencies: tuple[Candidate, ...] = ()
    documents: tuple[Candidate, ...] = ()
    mentions: tuple[Mention, ...] = ()  # all of them, anaphors ("the Opinions") included, in the order of the text
    parse: Parse | None = None  # None where there is no English or no model

    def mentions_in(self, sentence: int, *kinds: str) -> list[Mention]:
        """The mentions in a sentence, of some kinds or of all."""
        return [each for each in self.mentions if each.sentence == sentence and (not kinds or each.kind in kinds)]

"""A sentence as it is read: its words, what leads into its actions, and where they stop at the latest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mappings.extract.english.leads import Lead
from mappings.extract.english.words import AUXILIARY, Word

_NO_ACTION = frozenset(
    [
        "say",
        "tell",
        "note",
        "believe",
        "think",
        "expect",
        "seem",
        "appear",
        "become",
        "remain",
        "want",
        "know",
        "see",
        "consider",
        "regard",
        "mean",
        "need",
        "include",
        "involve",
        "show",
        "have",
        "be",
        "make_sense",
        "account",
        "stand",
        "amount",
        "depend",
        "like",
        "face",
        "suffer",
        "witness",
        "experience",
        "belong",
        "lack",
        "feel",
        "accord",
        "compare",
    ]
)
_UNCHANGED = frozenset(["set", "put", "cut"])  # verbs whose past looks like their infinitive
_OPENERS = frozenset("\"'([")


@dataclass(slots=True)
class Action:
    """An action that a sentence states."""

    start: int
    end: int
    verb: Word
    form: str  # base, gerund, passive or noun
    lead: Lead | None
    how: str  # name of the rule by which it was found
    begin: int  # where the clause with its subject begins
    subject: str = ""
    short: int | None = None  # where it ends without its purpose
    purposes: list[tuple[int, int]] = field(default_factory=list)
    mood: str = ""  # of what leads into it, or imperative


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it is read."""

    text: str  # normalised
    words: Sequence[Word]
    leads: Sequence[Lead]
    stops: Sequence[int]
    first: int  # behind the marker
    parsed: bool


def place_before(reading: Reading, index: int) -> int:
    """The index of the last word before the adverbs that belong to a verb; -1 at the beginning."""
    place = index - 1
    while place >= 0 and (reading.words[place].is_adverb or reading.words[place].text in _OPENERS):
        if reading.words[place].start < reading.first:
            return -1
        place -= 1
    return place if place >= 0 and reading.words[place].end > reading.first else -1


def form_of(reading: Reading, word: Word) -> str:
    """`base`, `gerund` or nothing."""
    hyphened = reading.text[word.end : word.end + 1] == "-"
    if reading.text[word.start - 1 : word.start] == "-" or (hyphened and not _is_compound_verb(reading, word)):
        return ""  # part of a compound
    if word.lemma in AUXILIARY or word.lemma in _NO_ACTION or not word.text[0].isalpha() or word.is_adverb:
        return ""
    following = reading.words[word.index + 1].lower if word.index + 1 < len(reading.words) else ""
    if following == "that":
        return ""  # a verb of saying
    if word.tag == "VBG" or (
        word.lower.endswith("ing") and word.lower != "bring" and word.role not in (None, "manner")
    ):
        return "gerund" if word.relation not in ("amod",) else ""
    if hyphened or word.tag in ("VB", "VBP"):
        return "base"
    before = place_before(reading, word.index)
    if word.lower in _UNCHANGED and word.tag in ("VBD", "VBN") and reading.words[before].lower in ("and", "or"):
        return "base"
    plain = (word.lemma == word.lower and word.tag in ("NN", "NNP", "JJ", "NNS")) or word.tag in ("JJR", "RBR")
    if plain and word.role and word.role != "manner":
        return "base?"
    return ""


def _is_compound_verb(reading: Reading, word: Word) -> bool:
    """Whether a verb of two words stands right behind a lead, with an object behind it: "should ring-fence funds"."""
    lead = lead_before(reading, word.start)
    if lead is None or lead.form != "base" or word.index + 3 >= len(reading.words) or lead.mood == "purpose":
        return False
    return reading.words[word.index + 3].tag in ("DT", "PRP$", "JJ", "NN", "NNS", "NNP", "CD")


def has_object(reading: Reading, index: int) -> bool:
    """Whether something follows that the verb can act on."""
    if index + 1 >= len(reading.words):
        return False
    following = reading.words[index + 1]
    if following.text == "-" and index + 3 < len(reading.words):
        following = reading.words[index + 3]
    if following.lower == "to" and index + 2 < len(reading.words):
        return reading.words[index + 2].tag in ("DT", "NN", "NNS", "NNP", "JJ", "PRP$", "CD")
    if following.lower in ("to", "is", "are", "was", "were", "has", "have", "will", "than", "as"):
        return False
    return following.text[0].isalnum() or following.text in _OPENERS or following.text in '"(*'


def lead_before(reading: Reading, start: int) -> Lead | None:
    """The lead that ends just before a place; of several the longest."""
    found = [each for each in reading.leads if each.end <= start and not reading.text[each.end : start].strip(" \"'(:")]
    if not found:
        return None
    end = max(each.end for each in found)
    return min((each for each in found if each.end == end), key=lambda each: (each.start, -each.rule.weight))


def subject_of(reading: Reading, lead: Lead) -> tuple[int, str]:
    """Where the clause of a lead begins, and its subject."""
    cut = 0
    for sign in (", ", "; ", ": ", '"', " and ", "- ", " that "):
        place = reading.text.rfind(sign, reading.first, lead.start)
        if place >= 0:
            cut = max(cut, place + len(sign))
    cut = max(cut, reading.first)
    subject = reading.text[cut : lead.start].strip(" ,\"'")
    if reading.parsed:
        verbs = [
            each for each in reading.words if lead.start <= each.start < lead.end or 0 <= each.start - lead.end <= 25
        ]
        own = {each.index for each in verbs} | {
            each.head for each in verbs if each.relation in ("aux", "auxpass", "xcomp")
        }
        for heads in (own, {each.head for each in verbs if each.relation == "conj"}):  # its own, or the first verb's
            for each in reading.words:
                if each.relation in ("nsubj", "nsubjpass") and each.head in heads and each.end <= lead.start + 1:
                    left = reading.words[max(each.left, 0)]
                    right = reading.words[min(each.right, len(reading.words) - 1)]
                    return left.start, reading.text[left.start : min(right.end, lead.start)].strip()
    return cut, subject


def own_subject(reading: Reading, verb: Word) -> Word | None:
    return next(
        (
            each
            for each in reading.words
            if each.head == verb.index and each.relation == "nsubj" and each.index < verb.index
        ),
        None,
    )


def chain_heads(reading: Reading, verb: Word) -> Iterator[Word]:
    """The first verb of the row to which a verb belongs."""
    while verb.relation == "conj" and 0 <= verb.head < len(reading.words):
        verb = reading.words[verb.head]
    yield verb


def subject_at(reading: Reading, start: int, end: int) -> tuple[int, str]:
    """The subject of the verb group at a place."""
    group = [each.index for each in reading.words if start <= each.start < end]
    heads = {
        *group,
        *(reading.words[each].head for each in group if reading.words[each].relation in ("aux", "auxpass")),
    }
    for each in reading.words:
        if each.relation in ("nsubj", "nsubjpass") and each.head in heads and each.end <= start + 1:
            left = reading.words[max(each.left, 0)]
            while left.index < each.index and (left.text in "\"',;" or left.lower in ("and", "that")):
                left = reading.words[left.index + 1]
            return max(left.start, reading.first), reading.text[max(left.start, reading.first) : start].strip(" ,")
    cut = reading.first
    for sign in (", ", "; ", ": ", " that ", '"'):
        place = reading.text.rfind(sign, reading.first, start)
        cut = max(cut, place + len(sign)) if place >= 0 else cut
    return cut, reading.text[cut:start].strip(" ,\"'")

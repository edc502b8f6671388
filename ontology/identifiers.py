"""Identifiers: minted, parsed and checked here and nowhere else.

An identifier is a prefix that tells the kind, a body in base 29, and a NOID check character over both. The alphabet
is ARK's betanumeric one: no vowels, so no words; no `l`, so no mistaking it for `1`. 29 is prime, which is why the
check character finds every single slip and every transposition of two neighbours.
"""

import hashlib
import itertools
import re
from collections.abc import Container
from dataclasses import dataclass
from operator import mul

from ontology.errors import IdentifierError

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
MINTED_LENGTH = 6
DIGEST_LENGTH = 14
_ORDINALS = bytes(max(0, ALPHABET.find(chr(letter))) for letter in range(256))
_PAIRS = [low + high for high in ALPHABET for low in ALPHABET]  # two digits at a time, for speed


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: its name in the ledger, its place in the IRI, and the first letter of its identifiers."""

    name: str
    path: str
    prefix: str
    length: int = MINTED_LENGTH


KINDS = {
    kind.name: kind
    for kind in (
        Kind("measure", "measure", "m"),
        Kind("document", "document", "d"),
        Kind("target", "target", "t"),
        Kind("recommendation", "recommendation", "r"),
        Kind("observation", "observation", "s"),
        Kind("group", "group", "g"),
        Kind("directive", "directive", "h"),
        Kind("issue", "issue", "h"),
        Kind("agent", "agent", "n"),
        Kind("person", "agent", "p"),
        Kind("place", "place", "q"),
        Kind("period", "period", "z"),
        Kind("article", "article", "k"),
        Kind("expression", "expression", "x"),
        Kind("capture", "capture", "w"),
        Kind("text", "text", "f", DIGEST_LENGTH),
        Kind("evidence", "evidence", "v", DIGEST_LENGTH),
    )
}
READABLE = {
    "rule": re.compile(r"[a-z][a-z0-9-]*@[1-9][0-9]*"),
    "run": re.compile(r"k[0-9b-z]{7}-[1-9][0-9]*"),
    "review": re.compile(r"k[0-9b-z]{7}-[1-9][0-9]*"),
}
SPAN = re.compile(r"char=(?P<start>0|[1-9][0-9]*),(?P<end>[1-9][0-9]*)(?P<selector>;position|;quote)?")


def check_character(body: str) -> str:
    """The NOID check character of prefix and body: the sum of ordinal × position (from 1), modulo 29.

    Letters outside the alphabet count as 0, as NOID has it.

    >>> check_character("m000000")
    'm'
    """
    ordinals = body.encode("ascii", "replace").translate(_ORDINALS)
    return ALPHABET[sum(map(mul, ordinals, itertools.count(1))) % len(ALPHABET)]


def mint(kind: Kind, key: str, taken: Container[str] = frozenset()) -> str:
    """The identifier for what `key` names: the first one not in `taken` of a row that depends on kind and key alone.

    So the same input mints the same identifiers, on every machine and in every year.
    """
    for attempt in itertools.count():
        candidate = _from_digest(kind, f"{kind.name}\0{key}\0{attempt}")
        if candidate not in taken:
            return candidate
    raise AssertionError("itertools.count() does not end")


def from_content(kind: Kind, *parts: str) -> str:
    """The identifier of something that is its content: an evidence or a source text. Equal parts, equal identifier."""
    return _from_digest(kind, "\0".join(parts))


def is_valid(identifier: str, kind: Kind | None = None) -> bool:
    """Whether letters, length and check character are right (not: whether it was ever minted)."""
    kinds = [kind] if kind else [each for each in KINDS.values() if identifier.startswith(each.prefix)]
    return any(
        len(identifier) == each.length + 2
        and identifier.startswith(each.prefix)
        and set(identifier) <= set(ALPHABET) | {each.prefix}
        and check_character(identifier[:-1]) == identifier[-1]
        for each in kinds
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A thing's IRI taken apart: `path` and `identifier` of `{base}id/{path}/{identifier}`, and the fragment."""

    path: str
    identifier: str
    fragment: str = ""

    def iri(self, base: str) -> str:
        """The whole IRI under `base` (which ends with a slash)."""
        return f"{base}id/{self.path}/{self.identifier}" + (f"#{self.fragment}" if self.fragment else "")


def thing_iri(base: str, kind: Kind, identifier: str) -> str:
    """The IRI of a minted or content-derived thing."""
    return f"{base}id/{kind.path}/{identifier}"


def span_iri(text: str, start: int, end: int) -> str:
    """The IRI of a stretch of a source text, spelled as RFC 5147 has it: code points, end exclusive."""
    return f"{text}#char={start},{end}"


def parse(iri: str, base: str) -> Name:
    """The parts of a thing's IRI.

    Raises `IdentifierError` when it is not of our base, of no path of ours, or was mistyped.
    """
    if not iri.startswith(f"{base}id/"):
        raise IdentifierError("not an IRI of ours", where=iri, fix=f"Our things are named {base}id/….")
    name, _, fragment = iri.removeprefix(f"{base}id/").partition("#")
    path, _, identifier = name.partition("/")
    if path in READABLE:
        well_formed = READABLE[path].fullmatch(identifier) is not None
    else:
        kinds = [kind for kind in KINDS.values() if kind.path == path]
        if not kinds:
            known = ", ".join(sorted({kind.path for kind in KINDS.values()} | set(READABLE)))
            raise IdentifierError(f"there is no path {path!r}", where=iri, fix=f"Use one of: {known}.")
        well_formed = any(is_valid(identifier, kind) for kind in kinds)
    if not well_formed:
        raise IdentifierError(
            "a character is wrong, missing or in the wrong place",
            where=iri,
            fix="Copy the identifier again: its last character checks the others.",
        )
    return Name(path, identifier, fragment)


def _from_digest(kind: Kind, content: str) -> str:
    number = int.from_bytes(hashlib.sha256(content.encode()).digest())
    number %= len(ALPHABET) ** kind.length  # the digits wanted; the rest would only be carried along
    body = kind.prefix
    for _ in range(0, kind.length, 2):
        number, remainder = divmod(number, len(_PAIRS))
        body += _PAIRS[remainder]
    return body + check_character(body)

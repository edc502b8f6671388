"""What the stages have made of an article, kept under the digests of all they were made from.

The key of an article's candidates holds the article, the program, the rules, the model, and of the vocabulary only
those labels that the article can hold: a new label leaves the other articles alone. A file that is missing or damaged
is made again.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mappings.extract.candidate import Candidate, Fired
from mappings.extract.normal import normal
from mappings.extract.rules import rules_digest
from mappings.extract.vocabulary import Vocabulary
from mappings.readers import ReadArticle
from mappings.record.values import Span

_STEM = 4  # code points of an English word that its inflected forms share, at the least


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder with one file per article and stage."""

    folder: Path

    def find(self, stage: str, key: str) -> bytes | None:
        """What a stage has made from inputs of this key."""
        try:
            held = self._path(stage, key).read_bytes()
        except OSError:
            return None
        digest, _, content = held.partition(b"\n")
        return content if digest.decode("ascii", "replace") == hashlib.sha256(content).hexdigest() else None

    def keep(self, stage: str, key: str, content: bytes) -> None:
        """Keep it; whoever reads meanwhile sees all of it or nothing."""
        path = self._path(stage, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        temporary.replace(path)

    def _path(self, stage: str, key: str) -> Path:
        return self.folder / stage / key[:2] / key


def candidates_key(article: ReadArticle, vocabulary: Vocabulary, model: str) -> str:
    """The digest of all that an article's candidates rest on."""
    return _digest(
        article.sha256,
        article.decoder,
        program_digest(),
        rules_digest(),
        model,
        *held_labels(article, vocabulary),
    )


def parse_key(article: ReadArticle, model: str) -> str:
    """The digest of all that an article's parse rests on."""
    return _digest(article.sha256, article.decoder, program_digest("sentences.py", "normal.py", "parsing.py"), model)


def held_labels(article: ReadArticle, vocabulary: Vocabulary) -> list[str]:
    """The labels that an article can hold, in any form, with the names of what they mean."""
    words = "\n".join(block.text for block in article.blocks())
    plain = {language: normal.__wrapped__(words, language).lower() for language in ("en", "zh")}
    found = []
    for label in vocabulary.labels:
        part = _stem(label.text) if label.language == "en" else label.text
        if part in plain[label.language] or (label.language == "en" and part in plain["zh"]):
            name = vocabulary.name(label.concept, label.language) or ""
            found.append(f"{label.text}\0{label.language}\0{label.concept}\0{label.strength}\0{label.group}\0{name}")
    return found


def _stem(text: str) -> str:
    """What stays of a label when its first word is inflected: "carry out" is found as "carried out"."""
    first = text.partition(" ")[0]
    return first[: max(len(first) - 1, min(len(first), _STEM))]


@cache
def program_digest(*names: str) -> str:
    """The digest of the program that reads and extracts, or of some files of it."""
    room = Path(__file__).parent
    files = sorted(path for folder in (room, room.parent / "readers") for path in folder.rglob("*.py"))
    parts = hashlib.sha256()
    for path in files:
        if not names or path.name in names or path.parent.name == "readers":
            parts.update(path.name.encode() + b"\0" + path.read_bytes())
    return parts.hexdigest()


def _digest(*parts: str) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part)}:{part}".encode())
    return whole.hexdigest()


def to_bytes(candidates: Iterable[Candidate]) -> bytes:
    """Candidates as JSON."""
    return json.dumps([_plain(each) for each in candidates], ensure_ascii=False).encode()


def from_bytes(content: bytes) -> list[Candidate]:
    """The candidates in such JSON."""
    return [_candidate(each) for each in json.loads(content)]


def _plain(candidate: Candidate) -> dict[str, Any]:
    return {
        "kind": candidate.kind,
        "span": _pair(candidate.span),
        "place": [candidate.sentence, candidate.start, candidate.end],
        "label": candidate.label,
        "fields": dict(candidate.fields),
        "fired": [[each.rule, each.weight, _pair(each.span) if each.span else None] for each in candidate.fired],
        "alts": [_pair(each) for each in candidate.alts],
        "status": candidate.status,
    }


def _candidate(held: Mapping[str, Any]) -> Candidate:
    sentence, start, end = held["place"]
    return Candidate(
        kind=held["kind"],
        span=Span(*held["span"]),
        sentence=sentence,
        start=start,
        end=end,
        label=held["label"],
        fields={name: tuple(value) if isinstance(value, list) else value for name, value in held["fields"].items()},
        fired=tuple(Fired(rule, weight, Span(*span) if span else None) for rule, weight, span in held["fired"]),
        alts=tuple(Span(*each) for each in held["alts"]),
        status=held["status"],
    )


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]

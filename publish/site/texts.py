"""The texts of articles, where a page may show them: open ones, and those of an archive only we can reach."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request
from rdflib import DCTERMS, URIRef
from werkzeug.exceptions import Forbidden

from mappings.archive import Archive
from mappings.quotation import OPEN
from mappings.record.model import Source
from ontology.errors import ArchiveError
from ontology.terms import OW, PG, SPDX
from publish.store.interface import Fact, PolicyStore

PRIVATE = "POLICYGRAPH_PRIVATE"  # in the configuration of an application that answers this machine alone
_OURSELVES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class Texts:
    """An archive. With `all_of_them` the server is bound to loopback, and shows texts that are not open too."""

    folder: Path
    all_of_them: bool = False

    def of(self, text: URIRef, store: PolicyStore) -> str | None:
        """The words of a source text; None where they may not be shown, or are not at hand unchanged."""
        facts = _accepted(store, text)
        if not (self.all_of_them or _is_open(facts, store)):
            return None
        checksum = next(iter(_values(facts, SPDX.checksum)), "")
        sha256 = next(iter(_values(_accepted(store, URIRef(checksum)), SPDX.checksumValue)), "") if checksum else ""
        file, decoder = (next(iter(_values(facts, each)), "") for each in (PG.fileName, PG.decoder))
        return _read(self.folder, file, decoder, sha256) if file and decoder and sha256 else None


@lru_cache(maxsize=32)
def _read(folder: Path, file: str, decoder: str, sha256: str) -> str | None:
    """A text from the archive, unchanged; None where it is not there, or is another."""
    if Path(file).name != file:
        return None  # a name that leads elsewhere is no file of the archive
    source = Source.model_construct(file=file, sha256=sha256, characters=0, bytes=0, decoder=decoder)
    try:
        return Archive(folder).text(source)
    except ArchiveError:
        return None


def _is_open(facts: list[Fact], store: PolicyStore) -> bool:
    """Whether the rights statement of the article lets everybody read it."""
    articles = [URIRef(each) for each in _values(facts, OW.instantiates)]
    rights = [value for article in articles for value in _values(_accepted(store, article), DCTERMS.rights)]
    return bool(rights) and all(OPEN.match(each) for each in rights)


def _accepted(store: PolicyStore, subject: URIRef) -> list[Fact]:
    return [fact for fact in store.outgoing(subject) if fact.accepted]


def _values(facts: list[Fact], predicate: URIRef) -> list[str]:
    return [str(fact.object) for fact in facts if fact.predicate == predicate]


def keep_private(app: Flask) -> None:
    """Let no other site in the same browser read the pages: they hold texts that are not ours to show.

    A page of another site may ask us by script, or by a name of its own that leads to this machine. It gets no leave to
    read (CORS), and no answer under a name that is not this machine's. What was sent is kept by no cache.
    """
    app.config["CORS"], app.config[PRIVATE] = "", True
    app.before_request(_refuse_strangers)
    app.after_request(_uncached)


def _refuse_strangers() -> None:
    if request.host.rpartition(":")[0] not in _OURSELVES and request.host not in _OURSELVES:
        raise Forbidden("This server shows texts that are not open, so it answers under the name localhost alone.")
    if (
        request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        and request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    ):
        raise Forbidden("Other sites may not read this server.")


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

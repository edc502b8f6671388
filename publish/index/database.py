"""The opened index: an SQLite file beside the release, a cache of `index/things.jsonl`, read-only once it stands.

No question is answered by looking at more than so many things: what was counted only in part says so.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.errors import StoreError
from publish.index.facets import FACETS
from publish.index.things import FILE_NAME, Indexed, read
from publish.index.words import Phrase, words

INDEXES = ".indexes"
MOST = 10_000  # things that one question looks at
VALUES_SHOWN = 50  # of each facet
_VERSION = "3"  # of the tables below
_TABLES = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, name_en TEXT, name_zh TEXT, year TEXT, texts TEXT,
                    en TEXT, zh TEXT);
CREATE TABLE held (facet TEXT, value TEXT, thing INTEGER, PRIMARY KEY (facet, value, thing)) WITHOUT ROWID;
CREATE TABLE total (facet TEXT, value TEXT, count INTEGER, PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(names, numbers, texts, content='', tokenize="unicode61 remove_diacritics 0");
"""
_AFTER = """
CREATE INDEX by_thing ON held (thing, facet, value);
CREATE INDEX by_en ON thing (en, id);
CREATE INDEX by_zh ON thing (zh, id);
CREATE INDEX by_year ON thing (year DESC, en, id);
INSERT INTO total SELECT facet, value, COUNT(*) FROM held GROUP BY facet, value;
ANALYZE;
"""
_KINDS = "(SELECT GROUP_CONCAT(value, ' ') FROM held WHERE facet = 'kind' AND thing = id)"
_WEIGHTS = "10.0, 20.0, 1.0"  # a name says more than words about the thing
SORTS = {"name": "{language}, id", "year": "year DESC, {language}, id", "rank": "rank, id"}
Choice = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its names, its year, what kinds of thing it is, and the words about it."""

    iri: str
    english: str
    chinese: str
    year: str
    kinds: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: how many, whether there are more than were looked at, and some of them."""

    total: int
    capped: bool
    hits: tuple[Hit, ...]
    counts: Mapping[str, tuple[tuple[str, int], ...]]
    loosely: bool = False  # not all words of the query stand there


class Index:
    """The things of a release by word and by facet. Each thread has a connection of its own."""

    def __init__(self, place: Path) -> None:
        self._place, self._own = place, threading.local()

    @property
    def _database(self) -> sqlite3.Connection:
        if not hasattr(self._own, "connection"):
            self._own.connection = sqlite3.connect(f"file:{self._place}?mode=ro&immutable=1", uri=True)
        connection: sqlite3.Connection = self._own.connection
        return connection

    def find(
        self,
        chosen: Choice,
        wanted: Sequence[Phrase] = (),
        *,
        sort: str = "name",
        language: str = "en",
        first: int = 0,
        most: int = 50,
        counting: bool = True,
    ) -> Found:
        """The things that have one of the chosen values of each facet, and the words wanted: all, else any of them."""
        found = self._found(
            chosen, " AND ".join(each.as_query() for each in wanted), sort, language, first, most, counting
        )
        if wanted and not found.total and len(wanted) > 1:
            either = " OR ".join(each.as_query() for each in wanted)
            found = self._found(chosen, either, sort, language, first, most, counting, loosely=True)
        return found

    def _found(
        self, chosen: Choice, match: str, sort: str, language: str, first: int, most: int, counting: bool,
        *, loosely: bool = False,
    ) -> Found:  # fmt: skip
        given = {name: values for name, values in chosen.items() if values}
        here, arguments = _candidates(self._rarest_first(given), match, sort, language)
        total = self._one(f"{here} SELECT COUNT(*) FROM here", arguments)
        order = SORTS[sort].format(language=language)
        rows = self._rows(
            f"{here} SELECT iri, name_en, name_zh, year, {_KINDS}, texts FROM here JOIN thing USING (id) "
            f"ORDER BY {order} LIMIT ? OFFSET ?",
            (*arguments, most, first),
        )
        hits = tuple(
            Hit(iri, english, chinese, year, tuple((kinds or "").split()), tuple(filter(None, texts.split("\n"))))
            for iri, english, chinese, year, kinds, texts in rows
        )
        counts = self._counts(given, match) if counting else {}
        return Found(min(total, MOST), total > MOST, hits, counts, loosely)

    def _counts(self, given: Choice, match: str) -> dict[str, tuple[tuple[str, int], ...]]:
        """How many there are of each value: of a facet in which something is chosen, as if nothing were."""
        if not given and not match:
            return {name: self.totals(name) for name in FACETS}
        counts: dict[str, tuple[tuple[str, int], ...]] = {}
        apart = [name for name in FACETS if name in given]
        for left_out in ["", *apart]:
            kept = {name: values for name, values in given.items() if name != left_out}
            if not kept and not match:
                counts[left_out] = self.totals(left_out)
                continue
            asked = [left_out] if left_out else [name for name in FACETS if name not in apart]
            here, arguments = _candidates(self._rarest_first(kept), match, "rank" if match else "name", "en")
            marks = ", ".join("?" * len(asked))
            rows = self._rows(
                f"{here} SELECT facet, value, COUNT(*) AS n FROM here JOIN held ON held.thing = here.id "
                f"WHERE facet IN ({marks}) GROUP BY facet, value ORDER BY n DESC, value",
                (*arguments, *asked),
            )
            for name in asked:
                counts[name] = tuple((value, n) for facet, value, n in rows if facet == name)[:VALUES_SHOWN]
        return counts

    def _rarest_first(self, given: Choice) -> dict[str, Sequence[str]]:
        """The facets in the order in which they leave least: looking begins with the first."""

        def size(name: str) -> int:
            marks = ", ".join("?" * len(given[name]))
            counted = f"SELECT COALESCE(SUM(count), 0) FROM total WHERE facet = ? AND value IN ({marks})"
            return self._one(counted, (name, *given[name]))

        return {name: given[name] for name in sorted(given, key=size)}

    def totals(self, facet: str) -> tuple[tuple[str, int], ...]:
        """How many things there are of each value of a facet, counted when the index was made."""
        rows = self._rows(
            "SELECT value, count FROM total WHERE facet = ? ORDER BY count DESC, value LIMIT ?", (facet, VALUES_SHOWN)
        )
        return tuple((value, count) for value, count in rows)

    def _rows(self, sql: str, arguments: Sequence[object]) -> list[Any]:
        try:
            return self._database.execute(sql, tuple(arguments)).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"cannot be asked ({error})", where=str(self._place), fix="Delete this file: it is only a cache."
            ) from error

    def _one(self, sql: str, arguments: Sequence[object]) -> int:
        return int(self._rows(sql, arguments)[0][0])


def _candidates(given: Choice, match: str, sort: str, language: str) -> tuple[str, list[object]]:
    """The table `here` of what was chosen, with at most one more than is looked at."""
    conditions, arguments = [], list[object]()
    for name, values in given.items():
        marks = ", ".join("?" * len(values))
        conditions.append(f"EXISTS (SELECT 1 FROM held WHERE facet = ? AND value IN ({marks}) AND thing = id)")
        arguments += [name, *values]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    if match:
        inner = f"SELECT rowid AS id, bm25(words, {_WEIGHTS}) AS rank FROM words WHERE words MATCH ? LIMIT {MOST + 1}"
        return f"WITH here AS (SELECT id, rank FROM ({inner}){where})", [match, *arguments]
    order = SORTS["name" if sort == "rank" else sort].format(language=language)
    if conditions:  # begin with the values, not with all things
        name, values = next(iter(given.items()))
        marks = ", ".join("?" * len(values))
        source = f"(SELECT DISTINCT thing AS id FROM held WHERE facet = ? AND value IN ({marks}))"
        return (
            f"WITH here AS (SELECT id, 0 AS rank FROM {source}{where} LIMIT {MOST + 1})",
            [name, *values, *arguments],
        )
    return f"WITH here AS (SELECT id, 0 AS rank FROM thing ORDER BY {order} LIMIT {MOST + 1})", arguments


def open_index(release: Path) -> Index:
    """The index of a release; the file is made if it is missing or of another release or engine.

    Where the folder of the releases may not be written, the file stands in a temporary folder of this process.

    Raises `StoreError` when it cannot be made.
    """
    release = release.resolve()
    source = release / FILE_NAME
    digest = hashlib.sha256(source.read_bytes()).hexdigest() if source.is_file() else "none"
    name = f"{release.name}-{digest[:16]}-{_VERSION}-{sqlite3.sqlite_version}.sqlite"
    folder = release.parent / INDEXES
    try:
        folder.mkdir(exist_ok=True)
        if not (folder / name).is_file():
            _make(source, folder, name)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="policygraph-index-"))
        _make(source, folder, name)
    return Index(folder / name)


def _make(source: Path, folder: Path, name: str) -> None:
    """Make the file under another name and rename it: whoever opens it finds it whole."""
    handle, fresh = tempfile.mkstemp(prefix=".tmp-", dir=folder)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(fresh)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")  # nobody else sees it yet
            database.executescript(_TABLES)
            for number, each in enumerate(read(source), start=1):
                _insert(database, number, each)
            database.executescript(_AFTER)
            database.commit()
        with Path(fresh).open("rb") as file:
            os.fsync(file.fileno())
        Path(fresh).replace(folder / name)
    except sqlite3.Error as error:
        raise StoreError(f"cannot be made ({error})", where=str(folder), fix="Check space and permissions.") from error
    finally:
        Path(fresh).unlink(missing_ok=True)


def _insert(database: sqlite3.Connection, number: int, each: Indexed) -> None:
    english, chinese = each.names.get("en", ""), each.names.get("zh", "")
    to_sort_by = english or chinese or each.iri, chinese or english or each.iri
    year = min(each.facets.get("year", [""]))
    said = "\n".join(text.replace("\n", " ") for text in (*each.also, *each.numbers, *each.texts))
    database.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     (number, each.iri, english, chinese, year, said, *to_sort_by))  # fmt: skip
    database.executemany(
        "INSERT OR IGNORE INTO held VALUES (?, ?, ?)",
        ((facet, value, number) for facet, values in each.facets.items() for value in values),
    )
    columns = (*each.names.values(), *each.also), each.numbers, each.texts
    database.execute("INSERT INTO words (rowid, names, numbers, texts) VALUES (?, ?, ?, ?)",
                     (number, *map(_kept, columns)))  # fmt: skip


def _kept(texts: Sequence[str]) -> str:
    """The words of several texts, with a word between them that nobody asks for, so that no phrase spans two."""
    return " \ua66e ".join(" ".join(word.text for word in words(text)) for text in texts)

"""Settings: what a workspace may decide, read from its `policygraph.toml`.

`SETTINGS` is the one table of them: name, default, kind and meaning. The reader, the file that `policygraph init`
writes and the documentation are made from it.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ontology.errors import SettingsError

FILE_NAME = "policygraph.toml"
Value = str | int


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must look like: `accepts` tells it, `fix` says it in words."""

    accepts: Callable[[object], bool]
    fix: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() == value and value.isprintable() and len(value) <= 2000


def _is_web_address(value: object) -> bool:
    if not _is_text(value) or not isinstance(value, str) or re.search(r'[\s<>"{}|\\^`]', value) or not value.isascii():
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port  # reading it checks it
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _is_base(value: object) -> bool:
    return _is_web_address(value) and isinstance(value, str) and value.endswith("/") and not set(value) & set("?#%")


def _is_mail_address(value: object) -> bool:
    return (
        isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", value) is not None
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**40


TEXT = Kind(
    lambda value: _is_text(value) and value != "", 'Give one line of text in quotation marks, such as "Policies".'
)
ADDRESS = Kind(_is_web_address, 'Give a full web address in quotation marks, such as "https://example.org/".')
OPTIONAL_ADDRESS = Kind(
    lambda value: value == "" or _is_web_address(value), 'Give a full web address, or "" when there is none.'
)
OPTIONAL_MAIL = Kind(
    lambda value: value == "" or _is_mail_address(value), 'Give a mail address, such as "data@example.org", or "".'
)
BASE = Kind(
    _is_base,
    'Give an http or https address that ends with a slash, without ? # % @, such as "https://data.example.org/".',
)
COUNT = Kind(_is_count, "Give a whole number above 0, without quotation marks.")
WORDS = Kind(_is_text, 'Give words in quotation marks with one blank between them, or "".')
VIEWERS = Kind(lambda value: value in ("local", "all", "none"), 'Give "local", "all" or "none".')
LOGGED = Kind(lambda value: value in ("none", "digest", "full"), 'Give "none", "digest" or "full".')
ORIGIN = Kind(
    lambda value: value in ("", "*") or (_is_web_address(value) and str(value).count("/") == 2),
    'Give "*", "", or an origin without a path, such as "https://example.org".',
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a dotted name, what holds when the file is silent, and what it means."""

    name: str
    default: Value
    kind: Kind
    help: str


SETTINGS = (
    Setting(
        "base",
        "http://localhost:8000/",
        BASE,
        "Begins the IRI of every thing. Set it before your first public release, and never again.",
    ),
    Setting(
        "licence",
        "http://creativecommons.org/licenses/by/4.0/",
        ADDRESS,
        "The licence under which you publish the data, as a web address.",
    ),
    Setting(
        "store",
        "",
        OPTIONAL_ADDRESS,
        "The address of a SPARQL 1.1 endpoint that holds the release; empty means the embedded store.",
    ),
    Setting("title.en", "A policy graph", TEXT, "What your dataset is called, in English."),
    Setting("title.zh", "政策知识图谱", TEXT, "What your dataset is called, in Chinese."),
    Setting(
        "description.en",
        "Articles about public policy as RDF: every statement leads to the words it rests on.",
        TEXT,
        "One sentence about your dataset, in English.",
    ),
    Setting(
        "description.zh",
        "以 RDF 表示的公共政策文章：每一条陈述都可追溯到其所依据的原文。",
        TEXT,
        "One sentence about your dataset, in Chinese.",
    ),
    Setting("contact.name", "policygraph editors", TEXT, "Who answers questions about the data."),
    Setting("contact.mail", "", OPTIONAL_MAIL, "Where to write to; may be left empty."),
    Setting("contact.page", "", OPTIONAL_ADDRESS, "A page about the contact; empty means the site's own front page."),
    Setting("limits.article_bytes", 5_000_000, COUNT, "The largest text that `policygraph add` takes, in bytes."),
    Setting("query.seconds", 10, COUNT, "How long a query may take, in seconds."),
    Setting("query.memory_megabytes", 512, COUNT, "How much memory a query may take beyond the store's own."),
    Setting("query.rows", 100_000, COUNT, "How many rows or triples an answer may have."),
    Setting("query.bytes", 67_108_864, COUNT, "How many bytes an answer may have."),
    Setting("query.workers", 3, COUNT, "How many queries each of the two server processes answers at once."),
    Setting("query.slots", 2, COUNT, "How many of these one client may have at once."),
    Setting("query.rate", 50, COUNT, "How many queries a second one client may send for long, to each process."),
    Setting("query.cache_megabytes", 32, COUNT, "How many answers each process keeps, in megabytes."),
    Setting("query.services", "", WORDS, "The addresses that SERVICE may name, with blanks between; empty means none."),
    Setting("http.cors", "*", ORIGIN, "Whose pages may read ours by script: * for all, an origin, or empty for none."),
    Setting("http.patience", 10, COUNT, "How long to wait for a client that sends or takes nothing, in seconds."),
    Setting("http.client_header", "", WORDS, "The header in which your proxy names the client; empty without a proxy."),
    Setting("http.metrics", "local", VIEWERS, "Who may read /metrics: local (this machine), all, or none."),
    Setting("http.log", "", WORDS, "Where the access log goes: a file, or stderr; empty means that there is none."),
    Setting("http.log_query", "none", LOGGED, "What the log keeps of queries: none, a digest, or full, as typed."),
)
OF_SERVING = ("query.", "http.")  # each can also be set in the environment
ENVIRONMENT = "POLICYGRAPH_"
_NOT_OF_A_RELEASE = ("limits.", "store", *OF_SERVING)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
_TABLES = tuple(dict.fromkeys(name.partition(".")[0] for name in _BY_NAME if "." in name))


@dataclass(frozen=True)
class Settings:
    """The settings of one workspace: each name of the table has a value of its kind."""

    values: Mapping[str, Value] = field(default_factory=lambda: {setting.name: setting.default for setting in SETTINGS})

    def text(self, name: str) -> str:
        """The value of a setting that is text."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """The value of a setting that is a number."""
        return int(self.values[name])

    @property
    def base(self) -> str:
        """What the IRI of every thing begins with; ends with a slash."""
        return self.text("base")

    def chosen(self, name: str, given: str | None, where: str) -> str:
        """The value of a setting, or the one given at `where`: on the command line, or in the environment.

        Raises `SettingsError` when what was given is not of the setting's kind.
        """
        return self.text(name) if given is None else str(_checked(name, given, where))

    def with_environment(self, environment: Mapping[str, str]) -> "Settings":
        """These settings, those of serving as the environment has them: `query.rows` is `POLICYGRAPH_QUERY_ROWS`.

        Raises `SettingsError` when a value there is not of the setting's kind.
        """
        given = {
            setting.name: _from_environment(setting, environment[environment_name(setting.name)])
            for setting in SETTINGS
            if setting.name.startswith(OF_SERVING) and environment_name(setting.name) in environment
        }
        return Settings({**self.values, **given})

    def published(self) -> dict[str, str]:
        """The settings that show in a release. Limits and store do not: they may change without a new release."""
        shown = (item for item in sorted(self.values.items()) if not item[0].startswith(_NOT_OF_A_RELEASE))
        return {name: str(value) for name, value in shown}


def read_settings(path: Path) -> Settings:
    """The settings in a `policygraph.toml`; what the file does not name keeps its default.

    Raises `SettingsError`, naming file, key and fix, for a file that is missing, is no TOML, or holds an unknown key
    or a value of the wrong kind.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            "there is no such file", where=str(path), fix="Run `policygraph init FOLDER`, or name another folder."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"cannot be read ({error.strerror})", where=str(path), fix="Check the file and its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"is not UTF-8 (byte {error.start + 1})", where=str(path), fix="Save the file as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"is not TOML: {error}", where=str(path), fix="Mend that line; https://toml.io shows the format."
        ) from error
    given = dict(_flatten(content, path))
    return Settings({setting.name: given.get(setting.name, setting.default) for setting in SETTINGS})


def settings_file(values: Mapping[str, Value] | None = None) -> str:
    """The text of a `policygraph.toml`: every setting with its meaning, at its default or at the value given."""
    lines = ["# The settings of this workspace. Remove a line, and its default holds.", ""]
    table = ""
    for setting in SETTINGS:
        prefix, _, key = setting.name.rpartition(".")
        if prefix != table:
            table = prefix
            lines += ["", f"[{table}]"]
        value = (values or {}).get(setting.name, setting.default)
        written = str(value) if isinstance(value, int) else _quoted(value)
        lines += [f"# {setting.help}", f"{key} = {written}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _flatten(content: Mapping[str, object], path: Path) -> Iterator[tuple[str, Value]]:
    """The dotted names and values of a TOML document, each checked against the table."""
    for key, value in content.items():
        if key not in _TABLES:
            yield key, _checked(key, value, path)
        elif isinstance(value, dict):
            for name, inner in value.items():
                yield f"{key}.{name}", _checked(f"{key}.{name}", inner, path)
        else:
            raise SettingsError(
                "is a table, not a value", where=f"{path}: {key}", fix=f"Write [{key}] and its keys below."
            )


def environment_name(name: str) -> str:
    """The variable that sets this setting.

    >>> environment_name("query.rows")
    'POLICYGRAPH_QUERY_ROWS'
    """
    return ENVIRONMENT + name.upper().replace(".", "_")


def _from_environment(setting: Setting, text: str) -> Value:
    value = int(text) if setting.kind is COUNT and re.fullmatch(r"[0-9]{1,15}", text) else text
    return _checked(setting.name, value, "environment")


def _checked(name: str, value: object, path: Path | str) -> Value:
    setting = _BY_NAME.get(name)
    if setting is None:
        likely = difflib.get_close_matches(name, _BY_NAME, n=1)
        fix = f"Did you mean {likely[0]!r}?" if likely else f"Use one of: {', '.join(_BY_NAME)}."
        raise SettingsError("there is no such setting", where=f"{path}: {name}", fix=fix)
    if not setting.kind.accepts(value) or not isinstance(value, str | int):
        raise SettingsError(f"{value!r} will not do", where=f"{path}: {name}", fix=setting.kind.fix)
    return value

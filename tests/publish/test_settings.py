"""Settings: read from `policygraph.toml`, checked against the table, errors that name file, key and fix."""

import re
from pathlib import Path

import pytest

from ontology.errors import SettingsError
from publish.settings import OF_SERVING, SETTINGS, Settings, read_settings, settings_file
from publish.workspace import SHIPPED, init_workspace, open_workspace


def read(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / "policygraph.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(path)


def test_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Settings()


def test_written_file_is_read_as_it_was_meant(tmp_path: Path) -> None:
    values = {"base": "https://data.example.org/p/", "title.zh": '政策"图谱"\\', "limits.article_bytes": 3}
    settings = read(tmp_path, settings_file(values))
    assert {name: settings.values[name] for name in values} == values


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ('bsae = "http://a/"', "bsae", "Did you mean 'base'?"),
        ('colour = "red"', "colour", "Use one of: base"),
        ('base = "http://example.org"', "base", "ends with a slash"),
        ('base = "ftp://example.org/"', "base", "http or https"),
        ('base = "http://user@example.org/"', "base", "without"),
        ('base = "http://example.org/?x=/"', "base", "without"),
        ('base = "http://exa mple.org/"', "base", "http or https"),
        ('base = "http://example.org:x/"', "base", "http or https"),
        ('base = "http:///"', "base", "http or https"),
        ("base = 8000", "base", "http or https"),
        ('base = ["http://a/"]', "base", "http or https"),
        ('[title]\nen = ""', "title.en", "one line of text"),
        ('[title]\nen = "a\\nb"', "title.en", "one line of text"),
        ('[title]\nfr = "Politiques"', "title.fr", "Did you mean"),
        ('title = "Policies"', "title", "Write [title]"),
        ('[contact]\nmail = "nobody"', "contact.mail", "mail address"),
        ('[contact]\npage = "javascript:alert(1)"', "contact.page", "web address"),
        ("[limits]\narticle_bytes = 0", "limits.article_bytes", "whole number above 0"),
        ("[limits]\narticle_bytes = true", "limits.article_bytes", "whole number above 0"),
        ('[limits]\narticle_bytes = "10"', "limits.article_bytes", "whole number above 0"),
        ("[limits]\narticle_bytes = 1.5", "limits.article_bytes", "whole number above 0"),
    ],
)
def test_wrong_setting_is_named_with_its_fix(tmp_path: Path, text: str, key: str, fix: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert caught.value.where == f"{tmp_path / 'policygraph.toml'}: {key}"
    assert fix in caught.value.fix


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"base = ", "is not TOML"), (b"\xff\xfe", "is not UTF-8"), (b'base = "a"\nbase = "b"', "is not TOML")],
    ids=["half", "other-encoding", "key-twice"],
)
def test_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        read(tmp_path, content)
    assert caught.value.where == str(tmp_path / "policygraph.toml")


def test_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        open_workspace(tmp_path)
    with pytest.raises(SettingsError, match="no such folder"):
        open_workspace(tmp_path / "absent")


def test_defaults_satisfy_their_own_rules() -> None:
    assert [setting.name for setting in SETTINGS if not setting.kind.accepts(setting.default)] == []


def test_every_setting_says_what_it_means() -> None:
    assert [setting.name for setting in SETTINGS if not re.fullmatch(r"[A-Z].{10,}\.", setting.help)] == []


def test_environment_overrides_what_is_about_serving_and_nothing_else() -> None:
    environment = {
        "POLICYGRAPH_QUERY_ROWS": "5",
        "POLICYGRAPH_HTTP_CORS": "https://example.org",
        "POLICYGRAPH_BASE": "http://evil.example/",
        "HOME": "/",
    }
    settings = Settings().with_environment(environment)
    assert (settings.number("query.rows"), settings.text("http.cors")) == (5, "https://example.org")
    assert settings.base == Settings().base


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("POLICYGRAPH_QUERY_ROWS", "0", "whole number above 0"),
        ("POLICYGRAPH_QUERY_SECONDS", "ten", "whole number above 0"),
        ("POLICYGRAPH_QUERY_BYTES", "", "whole number above 0"),
        ("POLICYGRAPH_HTTP_CORS", "https://example.org/", "an origin without a path"),
        ("POLICYGRAPH_QUERY_SERVICES", "http://a/ \n", "one blank between"),
    ],
)
def test_wrong_environment_is_named_with_its_fix(name: str, value: str, fix: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings().with_environment({name: value})
    assert caught.value.where.startswith("environment: ")
    assert fix in caught.value.fix


def test_every_setting_is_documented() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default != '' else 'empty'} | {setting.help} |"
        for setting in SETTINGS
    ]
    assert [row for row in rows if row not in readme] == []


def test_limits_do_not_make_a_new_release() -> None:
    assert not [name for name in Settings().published() if name.startswith(("limits.", *OF_SERVING))]
    assert {"base", "licence", "title.en", "title.zh"} <= set(Settings().published())


def test_new_workspace_opens_and_is_never_made_twice(tmp_path: Path) -> None:
    made = init_workspace(tmp_path / "mine")
    assert made.settings == Settings()
    assert made.releases == tmp_path / "mine" / "releases"
    with pytest.raises(SettingsError, match="not an empty folder"):
        init_workspace(tmp_path / "mine")


def test_shipped_workspace_builds_into_the_current_folder() -> None:
    assert open_workspace(SHIPPED).releases == Path("releases")
    assert open_workspace(SHIPPED, Path("/srv/data")).releases == Path("/srv/data")


def test_current_folder_is_the_workspace_if_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_workspace().root == SHIPPED
    init_workspace(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    assert open_workspace().root == Path()

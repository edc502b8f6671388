"""The review desk: decisions from a page, and nothing for other sites in the same browser."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ontology.errors import RecordError
from publish.site.review_desk import create_review_app
from publish.workspace import open_workspace

from .test_reviewing import TEXT, reviewed, status_of

__all__ = ["reviewed"]  # the workspace with an article whose statements are proposed

PORT = 8010
OURS = {"Host": f"127.0.0.1:{PORT}"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def desk(reviewed: Path) -> FlaskClient:
    """The desk as it is opened: by the address that the command prints."""
    app, secret = create_review_app(open_workspace(reviewed), "editors", "2026-11-25", PORT)
    client = app.test_client()
    opened = client.get(f"/?secret={secret}", headers=OURS)
    assert opened.status_code == 303
    client.set_cookie("policygraph-review", secret, domain="127.0.0.1")
    return client


def page(desk: FlaskClient) -> str:
    return desk.get("/record/night-ferry", headers=OURS).text


def send(desk: FlaskClient, path: str, headers: dict[str, str] | None = None, **form: str) -> int:
    token = TOKEN.search(page(desk))
    assert token
    data = {"token": token[1], "why": "Stands so.", **form}
    return desk.post(f"/record/night-ferry/{path}", data=data, headers=OURS | (headers or {})).status_code


def test_text_and_statements_stand_side_by_side(desk: FlaskClient) -> None:
    shown = page(desk)
    run = shown.partition('<div class="run" id="text">')[2].partition("</div>")[0]
    assert unescape(re.sub(r"<[^>]+>", "", run)) == TEXT
    for anchor in re.findall(r'data-anchor="([^"]+)"', shown):
        assert f'id="{anchor}"' in run
    assert 'id="s-m-000002"' in shown
    assert "night-ferry" in desk.get("/", headers=OURS).text


def test_decisions_are_those_of_the_command(desk: FlaskClient, run, reviewed: Path) -> None:
    assert send(desk, "o-000001/reject") == 303
    assert send(desk, "m-000001/edit", set="label_en=Hang a lamp\nlabel_zh=挂灯", kind="measure") == 303
    states = status_of(run, reviewed)
    assert (states["o-000001"], states["m-000001"]) == ("rejected", "amended")
    assert send(desk, "o-000001/undo") == 303
    assert status_of(run, reviewed)["o-000001"] == "proposed"
    shown = unescape(page(desk))
    assert "2026-11-25 amended · editors: Stands so." in shown


def test_words_that_nobody_proposed_can_be_added(desk: FlaskClient, run, reviewed: Path) -> None:
    words = {
        "kind": "measure",
        "quote": "a lamp on every mast",
        "set": "document=Implementation Plan for Night Ferries",
    }
    assert send(desk, "add", **words) == 303
    assert list(status_of(run, reviewed).values()).count("accepted") == 1


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("o-000001/reject", {"why": " "}, "a decision needs a reason"),
        ("m-000001/accept", {"set": "colour=red"}, "has no field"),
        ("m-000001/edit", {"quote": "not there"}, "these words are not in the text"),
        ("add", {"kind": "nothing", "quote": "lamp"}, "an addition needs a kind"),
    ],
)
def test_what_cannot_be_decided_is_told_on_the_page(
    desk: FlaskClient, path: str, form: dict[str, str], said: str, reviewed: Path
) -> None:
    before = sorted((path.name, path.read_bytes()) for path in (reviewed / "decisions").iterdir())
    token = TOKEN.search(page(desk))
    assert token
    answer = desk.post(f"/record/night-ferry/{path}", data={"token": token[1], "why": "So.", **form}, headers=OURS)
    assert answer.status_code == 400
    assert said in unescape(answer.text)
    assert sorted((path.name, path.read_bytes()) for path in (reviewed / "decisions").iterdir()) == before


@pytest.mark.parametrize(
    ("headers", "form", "status"),
    [
        ({"Host": "evil.example:8010"}, {}, 403),  # a name that leads to this machine
        ({"Host": "127.0.0.1:9999"}, {}, 403),
        ({"Origin": "https://evil.example"}, {}, 403),
        ({"Origin": "null"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({"Sec-Fetch-Site": "same-site"}, {}, 403),  # another port of this machine
        ({"Content-Type": "text/plain"}, {}, 400),
        ({}, {"token": "x"}, 403),
        ({}, {"token": ""}, 403),
        ({"Origin": f"http://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"}, {}, 303),
    ],
)
def test_no_other_site_can_write(desk: FlaskClient, headers: dict[str, str], form: dict[str, str], status: int) -> None:
    assert send(desk, "o-000001/reject", headers, **form) == status


def test_without_the_secret_nothing_is_shown_and_nothing_written(reviewed: Path) -> None:
    app, secret = create_review_app(open_workspace(reviewed), "editors", "2026-11-25", PORT)
    stranger = app.test_client()
    for path in ("/", "/record/night-ferry", "/?secret=wrong", "/?secret="):
        answer = stranger.get(path, headers=OURS)
        assert answer.status_code == 403
        assert "lamp" not in answer.text
    assert (
        stranger.post("/record/night-ferry/o-000001/reject", data={"secret": secret}, headers=OURS).status_code == 403
    )
    opened = stranger.get(f"/?secret={secret}", headers=OURS)
    cookie = opened.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_pages_are_read_by_nobody_else_and_kept_by_no_cache(desk: FlaskClient) -> None:
    headers = desk.get("/record/night-ferry", headers=OURS | {"Origin": "https://evil.example"}).headers
    assert not [name for name in headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"  # with no referrer, browsers send `Origin: null` with our forms
    assert "unsafe" not in headers["Content-Security-Policy"]
    for path in ("/record/../../etc/passwd", "/record/%2e%2e", "/record/nobody", "/nothing"):
        assert desk.get(path, headers=OURS).status_code == 404


def test_nobody_decides_in_the_name_of_one_who_is_not_there(reviewed: Path) -> None:
    with pytest.raises((RecordError, KeyError)):
        create_review_app(open_workspace(reviewed), "nobody-at-all", "2026-11-25", PORT)

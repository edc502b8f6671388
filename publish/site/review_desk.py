"""Review in the browser: a text with its statements side by side, and decisions by mouse, form or keyboard.

It writes into a workspace, so it is no part of the site: it listens on this machine alone, for the one person who
started it. Other sites in the same browser get nothing: a request needs our own host name, a cookie that only the
address printed at the start gives, and, to write, a token from the page and an origin that is ours.
"""

import contextlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, NotFound
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

from mappings.record.proposal import ProposalKind
from mappings.record.values import Span
from mappings.review.building import FIELDS_OF, LABELS, Built
from ontology.errors import ProjectError, RecordError, SettingsError
from publish import reviewing
from publish.reviewing import Case
from publish.site.marking import Piece, Stretch, marked
from publish.site.pages import visible
from publish.site.wording_of_review import review_wording
from publish.workspace import Workspace

KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
COOKIE = "policygraph-review"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_ACTIONS = ("accept", "reject", "edit", "undo")
_LOOKS = {"agency": "agent"}  # the others are called as their marks are
_BODY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in the list."""

    key: str
    kind: str
    look: str
    label: str
    status: str
    band: str
    confidence: str
    span: str
    anchor: str
    fields: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    lacking: tuple[str, ...]
    history: tuple[str, ...]
    is_open: bool


def create_review_app(workspace: Workspace, by: str, at: str, port: int) -> tuple[Flask, str]:
    """The desk over a workspace, and the secret that its address carries. Whoever has it decides as `by`.

    Raises `RecordError` where `by` names nobody of the authorities.
    """
    reviewing.check_reviewer(reviewing.workspace_authorities(workspace), by)
    app, desk = Flask(__name__), Desk(workspace, by, at, port, secrets.token_urlsafe(32))
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = _BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(desk.guard)
    app.after_request(_secure)
    app.add_url_rule("/", view_func=desk.records)
    app.add_url_rule("/record/<name>", view_func=desk.record)
    app.add_url_rule("/record/<name>/add", view_func=desk.add, methods=["POST"])
    app.add_url_rule("/record/<name>/<key>/<action>", view_func=desk.decide, methods=["POST"])
    app.register_error_handler(HTTPException, _problem)
    return app, desk.secret


def serve_review(workspace: Workspace, by: str, at: str, port: int) -> None:
    """Serve the desk to this machine until Ctrl-C, and print the address that opens it.

    Raises `SettingsError` where the port cannot be had.
    """
    app, secret = create_review_app(workspace, by, at, port)
    try:
        server = make_server("127.0.0.1", port, app)
    except OSError as error:
        raise SettingsError(
            f"cannot listen there: {error.strerror}", where=f"127.0.0.1:{port}", fix="Choose another: --port."
        ) from error
    print(f"Review at http://127.0.0.1:{port}/?secret={secret} (Ctrl-C stops it)", flush=True)
    with contextlib.suppress(KeyboardInterrupt), server:
        server.serve_forever()


class Desk:
    """The routes of the desk."""

    def __init__(self, workspace: Workspace, by: str, at: str, port: int, secret: str) -> None:
        self._workspace, self._by, self._at, self._port, self.secret = workspace, by, at, port, secret
        self._form_token = secrets.token_urlsafe(32)

    def guard(self) -> AnyResponse | None:
        """Let in who has the cookie, under our own name; take the secret from the address into the cookie."""
        if request.host not in {f"{host}:{self._port}" for host in _HOSTS}:
            raise Forbidden("The desk answers under the name of this machine alone.")
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise Forbidden("Other sites may not lead here.")
        if request.method not in ("GET", "HEAD"):
            self._check_writing()
        if request.endpoint == "static" or self._is_known(request.cookies.get(COOKIE, "")):
            return None
        if request.method == "GET" and self._is_known(request.args.get("secret", "")):
            answer = redirect(request.path, 303)
            answer.set_cookie(COOKIE, self.secret, httponly=True, samesite="Strict", path="/")
            return answer
        raise Forbidden("Open the address that `policygraph review --web` printed.")

    def _is_known(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode(), self.secret.encode())

    def _check_writing(self) -> None:
        """Writes come from our own pages: their token, and an origin that is ours where the browser tells one."""
        origin = request.headers.get("Origin", "")
        if origin and origin != f"http://{request.host}":
            raise Forbidden("Other sites may not write here.")
        if request.mimetype != "application/x-www-form-urlencoded":
            raise BadRequest("Decisions come as a form.")
        if not hmac.compare_digest(request.form.get("token", "").encode(), self._form_token.encode()):
            raise Forbidden("This form is not of this desk: load the page again.")

    def records(self) -> str:
        """The records of the workspace, with how much waits in each."""
        cases = list(reviewing.open_cases(self._workspace))
        waiting: dict[str, int] = {}
        for case, _ in reviewing.queue(cases):
            waiting[case.record.name] = waiting.get(case.record.name, 0) + 1
        rows = [
            (case.record.name, waiting.get(case.record.name, 0), len(case.reviewed.built), len(case.orphans))
            for case in cases
        ]
        return self._render("review-list.html", rows=rows)

    def record(self, name: str, problem: str = "", at: str = "") -> str:
        """A record: its text with marks, and its statements."""
        case = self._case(name)
        order = [built.statement.key for each, built in reviewing.queue([case]) if each is case]
        rows = [_row(case, built, is_open=built.statement.key in order) for built in case.reviewed.built]
        rows.sort(key=lambda row: (not row.is_open, order.index(row.key) if row.is_open else 0, row.span))
        return self._render(
            "review.html",
            name=name,
            rows=rows,
            pieces=_pieces(case, rows),
            has_text=case.text is not None,
            problem=problem,
            at=at or request.args.get("at", ""),
            open_count=len(order),
            fields={kind: (*FIELDS_OF[kind], *LABELS) for kind in KINDS},
        )

    def decide(self, name: str, key: str, action: str) -> AnyResponse:
        """Accept, reject, edit or undo; back to the page, at what comes next."""
        case = self._case(name)
        built = case.built(key)
        if built is None or action not in _ACTIONS:
            raise NotFound
        try:
            self._decided(case, built, action)
        except ProjectError as error:
            return Response(self.record(name, f"{error.what}. {error.fix}", key), status=400)
        following = [each.statement.key for _, each in reviewing.queue([self._case(name)])]
        at = key if action == "undo" else next(iter(following), key)
        return redirect(f"/record/{name}?at={at}#s-{at}", 303)

    def _decided(self, case: Case, built: Built, action: str) -> None:
        form, who = request.form, {"by": self._by, "at": self._at}
        why = form.get("why", "").strip()
        if action == "undo":
            reviewing.undo(case, built.statement.key, why=why or "Undone.", **who)
            return
        if not why:
            raise RecordError("a decision needs a reason", where=built.statement.key, fix="Say why.")
        if action == "reject":
            reviewing.reject(case, built, why=why, **who)
            return
        kind = _kind(form.get("kind", "")) if action == "edit" else None
        changes = reviewing.parse_changes(kind or built.statement.kind, _lines(form.get("set", "")))
        if action == "accept":
            reviewing.accept(case, built, why=why, changes=changes, **who)
            return
        words = form.get("quote", "").strip()
        span = reviewing.quoted_span(case, words, 1) if words else None
        reviewing.edit(case, built, kind=kind, span=span, why=why, changes=changes, **who)

    def add(self, name: str) -> AnyResponse:
        """Add what the extraction did not find."""
        case, form = self._case(name), request.form
        try:
            kind = _kind(form.get("kind", ""))
            if kind is None or not form.get("why", "").strip():
                raise RecordError("an addition needs a kind and a reason", where=name, fix="Give both.")
            span = _span(form.get("span", "")) or reviewing.quoted_span(case, form.get("quote", ""), 1)
            changes = reviewing.parse_changes(kind, _lines(form.get("set", "")))
            key, _ = reviewing.add(
                case, kind=kind, span=span, by=self._by, at=self._at, why=form["why"].strip(), changes=changes
            )
        except ProjectError as error:
            return Response(self.record(name, f"{error.what}. {error.fix}"), status=400)
        return redirect(f"/record/{name}?at={key}#s-{key}", 303)

    def _case(self, name: str) -> Case:
        if name not in {path.stem for path in self._workspace.record_files()}:
            raise NotFound
        return next(iter(reviewing.open_cases(self._workspace, [name])))

    def _render(self, template: str, **content: object) -> str:
        language = "zh" if request.accept_languages.best_match(["en", "zh"]) == "zh" else "en"
        return render_template(
            template,
            words=review_wording(language),
            page_tag="zh-Hans" if language == "zh" else "en",
            token=self._form_token,
            by=self._by,
            kinds=KINDS,
            **content,
        )


def _row(case: Case, built: Built, *, is_open: bool) -> Row:
    each = built.statement
    return Row(
        key=each.key,
        kind=each.kind,
        look=_LOOKS.get(each.kind, each.kind),
        label=visible(each.label),
        status=built.status,
        band=each.band,
        confidence=f"{float(each.confidence):.2f}",
        span=f"{each.span.start:07}-{each.span.end}",
        anchor=f"c{each.span.start}-{each.span.end}",
        fields=tuple((name, visible(" | ".join(values))) for name, values in each.fields.items()),
        rules=each.rules,
        lacking=built.lacking,
        history=tuple(
            f"{held.at} {held.verdict} · {held.by}: {held.why}"
            for _, held in case.decisions.on_proposals()
            if held.on == each.key
        ),
        is_open=is_open,
    )


def _pieces(case: Case, rows: Sequence[Row]) -> list[Piece]:
    """The text with the words of each statement marked; nothing where the text is not at hand."""
    if case.text is None:
        return []
    spans: dict[Span, list[Row]] = {}
    by_key = {row.key: row for row in rows}
    for built in case.reviewed.built:
        spans.setdefault(built.statement.span, []).append(by_key[built.statement.key])
    stretches = [
        Stretch(span.start, span.end, some[0].look + ("" if any(row.is_open for row in some) else " decided"),
                some[0].anchor)
        for span, some in spans.items()
    ]  # fmt: skip
    return [Piece(each.kind, visible(each.text), each.stretch, each.first, each.last) for each in
            marked(case.text, stretches)]  # fmt: skip


def _kind(written: str) -> ProposalKind | None:
    return next((kind for kind in KINDS if kind == written), None)


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


def _span(written: str) -> Span | None:
    try:
        return Span.parse(written.strip()) if written.strip() else None
    except ValueError as error:
        raise RecordError(str(error), where="span", fix="Write start-end.") from error


def _secure(response: Response) -> Response:
    for name, value in (
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),  # with none at all, browsers send no origin with our own forms
        ("Cache-Control", "no-store"),
    ):
        response.headers[name] = value
    return response


def _problem(error: HTTPException) -> Response:
    return Response(f"{error.code} {error.name}\n{error.description or ''}\n", status=error.code or 500,
                    content_type="text/plain; charset=utf-8")  # fmt: skip

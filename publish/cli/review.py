"""`policygraph review`: decide on what the extraction proposes, in the terminal or by script."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import click

from mappings.extract.plugins import load_plugins
from mappings.record.proposal import ProposalKind
from mappings.record.values import Span
from mappings.review.building import Built
from ontology.errors import ProjectError
from publish import reviewing
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, date_option, release_date, workspace_option
from publish.reviewing import Case
from publish.workspace import open_workspace

KINDS = get_args(ProposalKind)
EDITORS = "editors"
by_option = click.option("--by", default=EDITORS, show_default=True, help="Who decides: the key of a person or group.")
why_option = click.option("--why", required=True, help="The reason, kept with the decision.")
kind_type = click.Choice(KINDS)
set_option = click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Set a field; may be repeated."
)


@click.group(invoke_without_command=True)
@click.option("--article", "articles", multiple=True, help="Only this record; may be repeated.")
@workspace_option
@by_option
@date_option
@click.option("--web", is_flag=True, help="In the browser, on this machine alone.")
@click.option("--port", type=click.IntRange(1, 65535), default=8010, show_default=True, help="The port of --web.")
@click.pass_context
def command(
    context: click.Context,
    articles: tuple[str, ...],
    workspace: Path | None,
    by: str,
    on: str | None,
    web: bool,
    port: int,
) -> None:
    """Decide on what the extraction proposes. Without a subcommand, go through it here in the terminal.

    Shown first is that from which most is learnt. Each decision is one line at the end of decisions/NAME.yaml, written
    at once: stop whenever you like. Nothing there is ever changed; undo adds a line too. Rules may change and articles
    be read again (`review renew`): what was decided stays. A statement is named by its KEY, or by NAME/KEY where
    several records have one.

    \b
    Examples:
      policygraph review -w my-articles
      policygraph review --web -w my-articles
      policygraph review list -w my-articles
      policygraph review accept m-3fa9c1 --why "Stands so in the text."
      policygraph review edit m-3fa9c1 --kind recommendation --set by=wu-qi --why "The dean speaks."
      policygraph review reject ferry-news/t-90be1f --why "A forecast."
    """
    if context.invoked_subcommand is None and web:
        from publish.site.review_desk import serve_review  # a terminal needs no web server

        serve_review(open_workspace(workspace), by, release_date(on), port)
    elif context.invoked_subcommand is None:
        _walk(_cases(workspace, articles), by, release_date(on))


@command.command("list")
@click.argument("articles", nargs=-1)
@workspace_option
@click.option("--band", type=click.Choice(["auto", "review", "discard"]), help="Only this band.")
@click.option("--open", "only_open", is_flag=True, help="Only what waits for a decision, in the order of `review`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_command(
    articles: tuple[str, ...], workspace: Path | None, band: str | None, only_open: bool, as_json: bool
) -> None:
    """List the statements of records with their state, and decisions whose words are gone."""
    cases = _cases(workspace, articles)
    rows = reviewing.queue(cases) if only_open else [(case, each) for case in cases for each in case.reviewed.built]
    for case, built in rows:
        if band in (None, built.statement.band):
            click.echo(json.dumps(_facts(case, built), ensure_ascii=False) if as_json else _line(case, built))
    for case in cases:
        for orphan in case.orphans:
            click.echo(
                f"{case.record.name}/{orphan.on}: {orphan.verdict} by {orphan.by}, but its words are not proposed any "
                f"more; policygraph review renew {case.record.name} looks for them",
                err=True,
            )


@command.command("show")
@click.argument("statement")
@workspace_option
def show_command(statement: str, workspace: Path | None) -> None:
    """Show one statement with its words, its rules, and who decided what about it."""
    case, built = reviewing.find(open_workspace(workspace), statement)
    _show(case, built, "")
    for number, each in case.decisions.on_proposals():
        if each.on == built.statement.key:
            click.echo(f"  {number}. {each.at} {each.verdict} by {each.by}: {each.why}")


@command.command("accept")
@click.argument("statements", nargs=-1, required=True)
@workspace_option
@by_option
@why_option
@set_option
@date_option
def accept_command(
    statements: tuple[str, ...], workspace: Path | None, by: str, why: str, settings: tuple[str, ...], on: str | None
) -> None:
    """Accept statements as they are, or with fields set. What the article does not state is set so."""

    def decide(case: Case, built: Built) -> Case:
        changes = reviewing.parse_changes(built.statement.kind, settings)
        return reviewing.accept(case, built, by=by, at=release_date(on), why=why, changes=changes)

    _decide(statements, workspace, decide)


@command.command("reject")
@click.argument("statements", nargs=-1, required=True)
@workspace_option
@by_option
@why_option
@date_option
def reject_command(statements: tuple[str, ...], workspace: Path | None, by: str, why: str, on: str | None) -> None:
    """Reject statements: they stay as evidence with the reason, and are not published."""
    _decide(
        statements,
        workspace,
        lambda case, built: reviewing.reject(case, built, by=by, at=release_date(on), why=why),
    )


@command.command("edit")
@click.argument("statement")
@workspace_option
@by_option
@why_option
@click.option("--kind", type=kind_type, help="What it really is.")
@click.option("--span", help="The words that it rests on: start-end, in code points of the text.")
@set_option
@date_option
def edit_command(
    statement: str,
    workspace: Path | None,
    by: str,
    why: str,
    kind: ProposalKind | None,
    span: str | None,
    settings: tuple[str, ...],
    on: str | None,
) -> None:
    """Accept a statement as what you make of it: another kind, other words, other fields."""

    def decide(case: Case, built: Built) -> Case:
        changes = reviewing.parse_changes(kind or built.statement.kind, settings)
        words = _span(span) if span else None
        return reviewing.edit(case, built, kind=kind, span=words, by=by, at=release_date(on), why=why, changes=changes)

    _decide([statement], workspace, decide)


@command.command("add")
@click.argument("article")
@workspace_option
@by_option
@why_option
@click.option("--kind", type=kind_type, required=True, help="What it is.")
@click.option("--quote", help="The words that show it, as they stand in the text.")
@click.option("--occurrence", type=click.IntRange(1), default=1, show_default=True, help="Which of equal words.")
@click.option("--span", help="Instead of --quote: start-end, in code points of the text.")
@set_option
@date_option
def add_command(
    article: str,
    workspace: Path | None,
    by: str,
    why: str,
    kind: ProposalKind,
    quote: str | None,
    occurrence: int,
    span: str | None,
    settings: tuple[str, ...],
    on: str | None,
) -> None:
    """Add a statement that the extraction did not find."""
    (case,) = _cases(workspace, [article])
    if (quote is None) == (span is None):
        raise CommandWrongError("which words?", where="--quote", fix="Give --quote or --span.")
    words = _span(span) if span else reviewing.quoted_span(case, quote or "", occurrence)
    changes = reviewing.parse_changes(kind, settings)
    key, _ = reviewing.add(case, kind=kind, span=words, by=by, at=release_date(on), why=why, changes=changes)
    click.echo(f"{case.record.name}/{key}: added")


@command.command("undo")
@click.argument("statement")
@workspace_option
@by_option
@click.option("--why", default="Undone.", show_default=True, help="The reason, kept with the decision.")
@date_option
def undo_command(statement: str, workspace: Path | None, by: str, why: str, on: str | None) -> None:
    """Take the last decision on a statement back: what held before it holds again. That adds a line too."""
    _decide(
        [statement],
        workspace,
        lambda case, built: reviewing.undo(case, built.statement.key, by=by, at=release_date(on), why=why),
    )


@command.command("renew")
@click.argument("articles", nargs=-1)
@workspace_option
@by_option
@click.option("--plugin", "plugins", multiple=True, help="An extractor of others that may propose too.")
@date_option
def renew_command(
    articles: tuple[str, ...], workspace: Path | None, by: str, plugins: tuple[str, ...], on: str | None
) -> None:
    """Read the articles again with the rules and words of now. What was decided stays; the rest is proposed anew."""
    loaded = load_plugins(plugins)
    for case in _cases(workspace, articles):
        made = reviewing.renew_proposals(case, by=by, at=release_date(on), plugins=loaded)
        click.echo(
            f"{case.record.name}: {len(made.proposals)} proposals; {len(made.new)} new, {len(made.gone)} gone, "
            f"{len(made.changed)} changed, {len(made.found_again)} found again"
        )
        for title, keys in (("new", made.new), ("gone", made.gone), ("changed", made.changed)):
            if keys:
                click.echo(f"  {title}: {' '.join(keys)}")


@command.command("gold")
@click.argument("articles", nargs=-1)
@workspace_option
@click.option("--out", type=FOLDER, required=True, help="Where the annotations go, one file per record.")
def gold_command(articles: tuple[str, ...], workspace: Path | None, out: Path) -> None:
    """Write reviewed records as annotations, for `policygraph evaluate`."""
    out.mkdir(parents=True, exist_ok=True)
    for case in _cases(workspace, articles):
        written = json.dumps(reviewing.gold_of(case), ensure_ascii=False, indent=1) + "\n"
        (out / f"{case.record.name}.gold.json").write_text(written, encoding="utf-8", newline="\n")
        click.echo(f"{out / f'{case.record.name}.gold.json'}")


def _cases(workspace: Path | None, names: Iterable[str]) -> list[Case]:
    return list(reviewing.open_cases(open_workspace(workspace), names))


def _decide(statements: Iterable[str], folder: Path | None, decide: Callable[[Case, Built], Case]) -> None:
    """Decide on some statements, one after the other, and say what became of each."""
    workspace = open_workspace(folder)
    for name in statements:
        case, built = reviewing.find(workspace, name)
        after = decide(case, built)
        click.echo(_line(after, after.built(built.statement.key) or built))


def _span(written: str) -> Span:
    try:
        return Span.parse(written)
    except ValueError as error:
        raise CommandWrongError(str(error), where="--span", fix="Count code points of the text from 0.") from error


def _line(case: Case, built: Built) -> str:
    each = built.statement
    lacking = f"  lacks {', '.join(built.lacking)}" if built.lacking else ""
    return (
        f"{case.record.name}/{each.key}  {each.kind:14} {each.band:7} {float(each.confidence):.2f}  "
        f"{built.status:13}  {reviewing.printable(each.label)}{lacking}"
    )


def _facts(case: Case, built: Built) -> dict[str, object]:
    each = built.statement
    return {
        "article": case.record.name,
        "key": each.key,
        "kind": each.kind,
        "span": str(each.span),
        "label": each.label,
        "fields": {name: list(values) for name, values in each.fields.items()},
        "band": each.band,
        "confidence": float(each.confidence),
        "rules": list(each.rules),
        "status": built.status,
        "lacking": list(built.lacking),
    }


def _show(case: Case, built: Built, place: str) -> None:
    each, around = built.statement, reviewing.context(case, built.statement.span)
    click.echo(
        f"\n{place}{each.kind} {click.style(each.key, bold=True)} in {case.record.name}: {built.status}, "
        f"{each.band}, confidence {float(each.confidence):.2f}"
    )
    marked = click.style(f"【{around.words}】", bold=True, fg="green")
    click.echo(f"  …{around.before}{marked}{around.after}…")
    click.echo(f"  label: {reviewing.printable(each.label)}")
    for name, values in each.fields.items():
        click.echo(f"  {name}: {reviewing.printable(' | '.join(values))}")
    click.echo(f"  rules: {', '.join(each.rules) or 'none: a person said it'}")
    if built.lacking:
        click.echo(f"  lacks: {', '.join(built.lacking)}")


@dataclass
class _Session:
    """One walk through what is to be decided."""

    cases: list[Case]
    by: str
    at: str
    done: list[tuple[str, str]] = field(default_factory=list)  # record and key of each decision, the last one last

    def case(self, name: str) -> Case:
        """The case of a record as it is now."""
        return next(case for case in self.cases if case.record.name == name)

    def keep(self, case: Case, key: str) -> None:
        """Remember a case after a decision."""
        self.cases = [case if each.record.name == case.record.name else each for each in self.cases]
        self.done.append((case.record.name, key))


CHOICES = "[a]ccept [r]eject [e]dit [n]ew [s]kip [u]ndo [q]uit"


def _walk(cases: list[Case], by: str, at: str) -> None:
    """Show what is to be decided, one by one, and take the decisions."""
    for case in cases[:1]:
        reviewing.check_reviewer(case.authorities, by)
    session = _Session(cases, by, at)
    waiting = [(case.record.name, built.statement.key) for case, built in reviewing.queue(cases)]
    if not waiting:
        click.echo("Nothing waits for a decision.")
    number = 0
    try:
        while number < len(waiting):
            name, key = waiting[number]
            built = session.case(name).built(key)
            if built is not None:
                _show(session.case(name), built, f"({number + 1} of {len(waiting)}) ")
            number = _step(session, waiting, number) if built else number + 1
    except (click.Abort, EOFError):
        click.echo()
    click.echo(f"{len(session.done)} decisions; {len(waiting) - number} left.")


def _step(session: _Session, waiting: Sequence[tuple[str, str]], number: int) -> int:
    """Take one answer; the number of what is shown next."""
    name, key = waiting[number]
    case = session.case(name)
    built = case.built(key)
    assert built
    answer = click.prompt(CHOICES, default="s", show_default=False).strip().casefold()[:1]
    try:
        match answer:
            case "a":
                why = click.prompt("why", default="Right as it stands.")
                changes = reviewing.parse_changes(built.statement.kind, _settings(built.lacking))
                after = reviewing.accept(case, built, by=session.by, at=session.at, why=why, changes=changes)
            case "r":
                after = reviewing.reject(case, built, by=session.by, at=session.at, why=click.prompt("why"))
            case "e":
                after = _edited(session, case, built)
            case "n":
                key, after = _added(session, case)
                session.keep(after, key)
                return number
            case "u":
                return _undone(session, waiting, number)
            case "q":
                raise click.Abort
            case "s":
                return number + 1
            case _:
                click.echo("One of the letters in brackets, please.")
                return number
    except ProjectError as error:
        click.echo(f"{error.what}. {error.fix}", err=True)
        return number
    session.keep(after, key)
    return number + 1


def _settings(lacking: Iterable[str] = ()) -> list[str]:
    """What a person sets, line by line until an empty one; asked only where something is lacking."""
    if not tuple(name for name in lacking if name not in reviewing.SILENT):
        return []
    click.echo(f"It lacks {', '.join(lacking)}. Write field=value, an empty line to end.")
    return _lines()


def _lines() -> list[str]:
    found: list[str] = []
    while line := click.prompt("set", default="", show_default=False).strip():
        found.append(line)
    return found


def _edited(session: _Session, case: Case, built: Built) -> Case:
    kind = click.prompt("kind", default=built.statement.kind, type=kind_type)
    words = click.prompt("words (as in the text)", default="", show_default=False)
    click.echo("Write field=value, an empty line to end.")
    changes = reviewing.parse_changes(kind, _lines())
    span = reviewing.quoted_span(case, words, 1) if words else None
    why = click.prompt("why")
    return reviewing.edit(case, built, kind=kind, span=span, by=session.by, at=session.at, why=why, changes=changes)


def _added(session: _Session, case: Case) -> tuple[str, Case]:
    kind = click.prompt("kind", type=kind_type)
    span = reviewing.quoted_span(case, click.prompt("words (as in the text)"), 1)
    click.echo("Write field=value, an empty line to end.")
    changes = reviewing.parse_changes(kind, _lines())
    why = click.prompt("why")
    return reviewing.add(case, kind=kind, span=span, by=session.by, at=session.at, why=why, changes=changes)


def _undone(session: _Session, waiting: Sequence[tuple[str, str]], number: int) -> int:
    """Take the last decision of this walk back, and show what it was about again."""
    if not session.done:
        click.echo("Nothing was decided yet.")
        return number
    name, key = session.done.pop()
    case = reviewing.undo(session.case(name), key, by=session.by, at=session.at, why="Undone.")
    session.keep(case, key)
    session.done.pop()
    click.echo(f"Undone: {name}/{key}")
    return waiting.index((name, key)) if (name, key) in waiting else number

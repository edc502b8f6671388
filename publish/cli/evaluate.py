"""`policygraph evaluate`: how well the extraction does, against annotated articles or reviewed records."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mappings.extract import confidence
from mappings.extract.calibrating import Calibration, Example, calibrate, examples
from mappings.extract.candidate import Candidate
from mappings.extract.evaluation import (
    KINDS,
    Annotation,
    Judgement,
    agreement,
    f1_interval,
    grouped,
    interval,
    judge,
    macro_f1,
    total,
)
from mappings.extract.extraction import extract
from mappings.extract.gold import gold_object
from mappings.readers import ReadArticle, read_article
from mappings.record.writing import replace_file
from ontology.errors import ArchiveError, QuarantineError
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, Bar, workspace_option

SUFFIX = ".gold.json"
PATH = click.Path(exists=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotation and the text it is about."""

    name: str
    annotation: Annotation
    text: Path


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in an annotated article, and how that compares."""

    article: ReadArticle
    candidates: Sequence[Candidate]
    judgement: Judgement
    marked: Marked


@click.command()
@click.argument("gold", type=PATH, nargs=-1)
@workspace_option
@click.option("--texts", type=FOLDER, multiple=True, help="Where the texts are, beside the folder of the gold files.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("--errors", type=click.Choice(KINDS), help="List what was missed and what is wrong, of one kind.")
@click.option("--rules", is_flag=True, help="Tell of each rule how often it fired and how often it was right.")
@click.option("--calibrate", "calibrates", is_flag=True, help="Make the weights of the confidence from these articles.")
@click.option("--weights", type=click.Path(dir_okay=False, path_type=Path), help="Where --calibrate writes them.")
def command(
    gold: tuple[Path, ...],
    workspace: Path | None,
    texts: tuple[Path, ...],
    as_json: bool,
    errors: str | None,
    rules: bool,
    calibrates: bool,
    weights: Path | None,
) -> None:
    """Measure the extraction against articles that people have annotated or reviewed.

    GOLD are annotations (NAME.gold.json) or folders of them; without any, the reviewed records of the workspace. Each
    article is read anew, by the rules alone: what a record or a decision says of it is not looked at. Precision, recall
    and F1 are given by kind, language and genre, with the number of marked statements and the 95 % interval of F1 over
    the articles.

    \b
    Examples:
      policygraph evaluate annotations/ --texts articles/
      policygraph evaluate -w my-articles
      policygraph evaluate annotations/ --errors measures
      policygraph evaluate annotations/ --rules
      policygraph evaluate annotations/ --calibrate
    """
    marked = [_from_file(path, texts) for path in _files(gold)] if gold else _from_records(workspace)
    if not marked:
        raise CommandWrongError("nothing to measure against", where="GOLD", fix=f"Name files NAME{SUFFIX}.")
    judged = list(_judged(marked))
    judgements = [each.judgement for each in judged]
    if calibrates:
        _calibrate(judged, weights or confidence.FILE)
    elif rules:
        _report_rules(judged)
    elif errors:
        click.echo("\n".join(_listed(judged, errors)) or "No errors.")
    elif as_json:
        click.echo(json.dumps(_figures(judgements), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_table(judgements)))


def _files(named: Iterable[Path]) -> Iterator[Path]:
    for path in named:
        yield from sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]


def _from_file(path: Path, texts: Sequence[Path]) -> Marked:
    """An annotation from a file, its text beside it or in one of the folders named."""
    try:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: annotation.get(name) or [] for name in KINDS}
    except (ValueError, AttributeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"is no annotation: {error}", where=str(path), fix="Give a gold file.") from error
    if not any(isinstance(annotation.get(name), list) for name in lists):
        raise ArchiveError("is no annotation: it has no list of statements", where=str(path), fix="Give a gold file.")
    name = path.name.removesuffix(SUFFIX)
    wanted = [annotation.get("file"), annotation.get("seed"), *(f"{name}{end}" for end in (".txt", ".html", ".md", ""))]
    for folder in (path.parent, *texts):
        for each in wanted:
            if each and (folder / Path(each).name).is_file():
                return Marked(name, annotation, folder / Path(each).name)
    raise ArchiveError("its text is not at hand", where=str(path), fix="Name the folder that has it: --texts FOLDER.")


def _from_records(folder: Path | None) -> list[Marked]:
    """The reviewed records of a workspace as annotations: their content is the measure, and goes nowhere else."""
    from publish.reviewing import gold_of, open_cases
    from publish.workspace import open_workspace

    workspace = open_workspace(folder)
    cases = [case for case in open_cases(workspace) if case.decisions.decisions]
    return [Marked(each.record.name, gold_of(each), workspace.archive / each.record.source.file) for each in cases]


def _judged(marked: Sequence[Marked]) -> Iterator[Judged]:
    bar = Bar()
    for number, each in enumerate(marked, start=1):
        try:
            article = read_article(each.text)
        except QuarantineError as error:
            raise ArchiveError(error.what, where=error.where, fix=error.fix) from error
        candidates = extract(article)
        clue = article.clue("genre")
        genre = each.annotation.get("genre") or (clue.value if clue else "unknown")
        language = each.annotation.get("lang") or article.language
        found = gold_object(article, candidates)
        yield Judged(
            article, candidates, judge(each.name, each.annotation, found, language=language, genre=genre), each
        )
        bar("Extracting", number, len(marked))


def _table(judgements: Sequence[Judgement]) -> Iterator[str]:
    """The figures for people."""
    yield f"{len(judgements)} articles; n = marked statements; F1 with its 95 % interval over the articles"
    yield f"{'':32} {'n':>5} {'P':>6} {'R':>6} {'F1':>6}  interval"
    for kind in KINDS:
        yield _row(kind, judgements, kind)
    by: tuple[tuple[str, Callable[[Judgement], str]], ...] = (
        ("language", lambda each: each.language),
        ("genre", lambda each: each.genre),
    )
    for title, of in by:
        for value, members in grouped(judgements, of).items():
            yield f"{title} {value}, {len(members)} articles"
            yield from (_row(f"  {kind}", members, kind) for kind in KINDS if total(members, kind).marked)
    agreed = agreement(judgements)
    yield "fields of matched statements: " + (
        "; ".join(f"{name} {each.same}/{each.of} = {each.same / each.of:.3f}" for name, each in agreed.items())
        or "none"
    )
    matched = sum(total(judgements, kind).right for kind in ("measures", "recommendations"))
    wrong = sum(each.modality_errors for each in judgements)
    yield f"modality errors: {wrong} of {matched + wrong} measures and recommendations that were found"
    yield f"macro F1 {macro_f1(judgements):.3f}"


def _row(title: str, judgements: Sequence[Judgement], kind: str) -> str:
    counts, between = total(judgements, kind), f1_interval(judgements, kind)
    figures = f"{counts.marked:5} {counts.precision:6.3f} {counts.recall:6.3f} {counts.f1:6.3f}"
    return f"{title:32} {figures}  {between.low:.3f}–{between.high:.3f}"


def _figures(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """The figures for programs."""

    def of(members: Sequence[Judgement]) -> dict[str, Any]:
        return {kind: _of_kind(members, kind) for kind in KINDS}

    return {
        "articles": len(judgements),
        "kinds": of(judgements),
        "languages": {name: of(members) for name, members in grouped(judgements, lambda each: each.language).items()},
        "genres": {name: of(members) for name, members in grouped(judgements, lambda each: each.genre).items()},
        "fields": {name: {"same": each.same, "of": each.of} for name, each in agreement(judgements).items()},
        "modality_errors": sum(each.modality_errors for each in judgements),
        "macro_f1": round(macro_f1(judgements), 3),
    }


def _of_kind(judgements: Sequence[Judgement], kind: str) -> dict[str, Any]:
    counts = total(judgements, kind)
    figures: dict[str, Any] = {
        "n": counts.marked,
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
    }
    for name in ("precision", "recall", "f1"):
        between = interval(judgements, lambda sample, name=name: getattr(total(sample, kind), name))  # type: ignore[misc]
        figures[name] = round(getattr(counts, name), 3)
        figures[f"{name}_interval"] = [round(between.low, 3), round(between.high, 3)]
    return figures


def _listed(judged: Iterable[Judged], kind: str) -> Iterator[str]:
    for each in judged:
        rows = [("missed", entry) for entry in each.judgement.missed[kind]]
        rows += [("wrong", entry) for entry in each.judgement.wrong[kind]]
        for what, entry in sorted(rows, key=lambda row: (row[1].get("start") or 0, row[0])):
            words = " ".join(str(entry.get("quote") or entry.get("name") or entry.get("title")).split())
            yield f"{what:7} {each.judgement.name} {entry.get('start')}-{entry.get('end')}  {words[:120]}"


def _calibrate(judged: Sequence[Judged], file: Path) -> None:
    known: list[Example] = []
    for each in judged:
        known += examples(each.marked.name, each.article.text, each.marked.annotation, each.candidates)
    made = calibrate(known)
    replace_file(file, "".join(f"{line}\n" for line in made.weights.lines()))
    click.echo("\n".join(_calibrated(made)))
    click.echo(f"written: {file}")


def _calibrated(made: Calibration) -> Iterator[str]:
    yield f"{made.examples} candidates of {made.articles} articles, each judged by weights made from the other articles"
    auto, review = made.weights.auto, made.weights.review
    yield f"auto from {auto:.3f}: precision {made.precision:.3f}, with {made.share:.3f} of all right candidates"
    yield f"review from {review:.3f}: {made.reviewed}; set aside: {made.discarded}, of which {made.lost} right"
    yield f"a probability is off by {made.error:.3f} on average"
    yield from (f"  said {mean:.2f}, came true {share:.2f}, {number} times" for mean, share, number in made.bins)


def _report_rules(judged: Sequence[Judged]) -> None:
    from mappings.extract.rules_report import report

    click.echo(report([(each.marked.annotation, each.article, each.candidates) for each in judged]))

"""`policygraph extract`: what articles say, as JSON, without a workspace."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import click

from mappings.extract.cache import Cache
from mappings.extract.candidate import Candidate
from mappings.extract.extraction import extract
from mappings.extract.gold import gold_object, written
from mappings.readers import DECODERS, ReadArticle, read_article
from ontology.errors import ProjectError
from publish.cli import DATA_WRONG, CommandWrongError
from publish.cli.options import FOLDER, Bar

SOURCE = click.Path(exists=True, path_type=Path)
FEW = 4  # articles that one process reads sooner than several are started
_MADE = ".extracted.json"


@click.command()
@click.argument("source", type=SOURCE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object with the lists of the annotation guidelines.")
@click.option("--out", type=FOLDER, help="For a folder of articles: where the objects go, one file per article.")
@click.option(
    "--cache",
    type=FOLDER,
    help="Where to keep what was made, so that only what changed is made again; default: none for one article, "
    "OUT/.cache for a folder.",
)
@click.option("--decoder", type=click.Choice(DECODERS), help="Of the file; else it is told by its bytes.")
@click.pass_context
def command(
    context: click.Context, source: Path, as_json: bool, out: Path | None, cache: Path | None, decoder: str | None
) -> None:
    """Read an article, or all of a folder, and tell what it says.

    Documents, agencies, measures, recommendations, targets and observations, each with its exact characters and the
    rules that found it.

    Nothing is decided here, and nothing kept: `policygraph add` takes an article into a workspace, where a person
    decides. Offsets count characters of the file as decoded. The same file gives the same bytes.

    \b
    Examples:
      policygraph extract article.txt
      policygraph extract article.html --json > article.json
      policygraph extract articles/ --json --out found/
    """
    if source.is_dir():
        if out is None:
            raise CommandWrongError("a folder of articles", where=str(source), fix="Say where to: --out FOLDER.")
        work = _Work(out, Cache(cache or out / ".cache"), decoder)
        context.exit(DATA_WRONG if _extract_all(source, work) else 0)
    if out is not None:
        raise CommandWrongError("one article", where="--out", fix="Leave out --out: one article goes to the screen.")
    article = read_article(source, decoder=decoder)
    found = extract(article, cache=Cache(cache) if cache else None)
    click.echo(written(gold_object(article, found)) if as_json else _table(article, found), nl=False)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is the same for all articles of a folder."""

    out: Path
    cache: Cache
    decoder: str | None

    def write(self, path: Path) -> str | None:
        """Write what one article says; what is wrong with it where it cannot be read."""
        try:
            article = read_article(path, decoder=self.decoder)
        except ProjectError as error:
            return f"{error.what}. {error.fix}"
        result = written(gold_object(article, extract(article, cache=self.cache)))
        temporary = self.out / f".{path.name}{_MADE}"
        temporary.write_text(result, encoding="utf-8", newline="")
        temporary.replace(self.out / f"{path.name}{_MADE}")
        return None


def _table(article: ReadArticle, found: Iterable[Candidate]) -> str:
    rows = []
    for each in found:
        if each.status == "entry":
            words = " ".join(article.text[each.span.start : each.span.end].split())
            rows.append(f"{each.span!s:>13}  {each.kind:14} {each.score:6.2f}  {words}\n")
    return "".join(rows) or "Nothing found.\n"


def _extract_all(folder: Path, work: _Work) -> int:
    """Extract all files of a folder with all cores; how many could not be read."""
    files = sorted(
        path for path in folder.iterdir() if path.is_file() and path.suffix != ".json" and not path.name.startswith(".")
    )
    work.out.mkdir(parents=True, exist_ok=True)
    bar, failed = Bar(), 0
    for done, (path, error) in enumerate(_results(files, work), start=1):
        bar(f"extract {folder}", done, len(files))
        if error:
            failed += 1
            click.echo(f"{path}: {error}", err=True)
    return failed


def _results(files: list[Path], work: _Work) -> Iterator[tuple[Path, str | None]]:
    cores = min(len(os.sched_getaffinity(0)), len(files))
    if cores < 2 or len(files) < FEW:
        yield from ((path, work.write(path)) for path in files)
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        yield from zip(files, pool.map(work.write, files, chunksize=4), strict=True)

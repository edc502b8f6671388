"""`make bench`: is it fast enough, and how does it stand to what else there is? Ratios within one run; `BIG=1`: more.

Prints a table in Markdown. Nothing here is a test: a machine that is busy with something else gives other figures.
CPU time is that of this process and its children, so a busy neighbour disturbs it less than the time on the clock.
"""

import argparse
import gc
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extraction
import generator
import pyshacl
import rdflib
import yaml
from rows import Row, table

from mappings import Names, lift, read_record, vocabulary_quads
from mappings.accept import statements
from mappings.dataset import authorities_named, authority_statements
from ontology.ledger import Ledger
from ontology.terms import DEFAULT_BASE, SH
from publish.release.build import build
from publish.release.rooms import HouseRooms
from publish.release.validation import CORES, Validator
from publish.store.dataset import Dataset
from publish.store.sorting import LineFile
from publish.workspace import open_workspace
from shapes.catalogue import catalogue
from shapes.engine import ACCEPTED
from shapes.validation import validate_graphs

LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "pydantic", "PyYAML", "pyshacl-turbo", "pyrudof")
Result = tuple[str, ...]
Lines = list[bytes]


@dataclass(frozen=True, slots=True)
class Size:
    """How large the measurements are: articles to lift, articles to validate, articles to build, repetitions."""

    lift: int
    validate: tuple[int, ...]
    plain: tuple[int, ...]  # those that plain pySHACL gets too
    build: tuple[int, ...]
    rebuild: int
    repeat: int


SIZES = {
    "tiny": Size(lift=2, validate=(1,), plain=(), build=(2,), rebuild=2, repeat=1),
    "usual": Size(lift=300, validate=(1, 10, 100), plain=(1, 10), build=(100, 1000), rebuild=1000, repeat=5),
    "big": Size(lift=300, validate=(1, 10, 100), plain=(1, 10, 100), build=(100, 1000, 10_000), rebuild=1000, repeat=5),
}


@dataclass(slots=True)
class Time:
    """How long something took."""

    clock: float = 0.0
    cpu: float = 0.0


@contextmanager
def timed() -> Iterator[Time]:
    """Time on the clock, and of the processors."""
    spent, clock, cpu = Time(), time.perf_counter(), _cpu()
    yield spent
    spent.clock, spent.cpu = time.perf_counter() - clock, _cpu() - cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def best(repeat: int, work: Callable[[], object]) -> Time:
    """The shortest of some repetitions. What is held already is none of the garbage collector's business."""
    found = []
    gc.collect()
    gc.freeze()
    for _ in range(repeat):
        with timed() as spent:
            work()
        found.append(spent)
    gc.unfreeze()
    return min(found, key=lambda spent: spent.cpu)


def lifting(size: Size) -> Iterator[Row]:
    """Records as objects → sorted N-Quads: lift, decisions, what follows, lines in order."""
    articles = list(generator.articles(size.lift))
    names = Names(DEFAULT_BASE, Ledger(), generator.DATE)
    ready = [lift(record, names) for record, _ in articles]  # identifiers are minted, as they are in a later build

    def work() -> int:
        return sum(
            len(statements([lift(record, names)], {record.name: decisions}, DEFAULT_BASE).lines())
            for record, decisions in articles
        )

    quads, spent = work(), best(size.repeat, work)
    alone = best(size.repeat, lambda: [lift(record, names) for record, _ in articles])
    yield Row(
        "lift and accept: record objects → sorted N-Quads",
        f"{len(ready)} articles, {quads:,} quads",
        f"{quads / spent.cpu:,.0f} quads/s/core",
        "≥ 250,000",
        f"of it lift alone {alone.cpu / spent.cpu:.0%}; identifiers minted before; reading, writing left out",
    )


def reading(size: Size, folder: Path) -> Iterator[Row]:
    """Records from YAML, against the C loader that gives plain dictionaries and checks nothing."""
    workspace = generator.workspace(folder / "reading", size.lift)
    files = workspace.record_files()
    volume = sum(path.stat().st_size for path in files)
    ours = best(size.repeat, lambda: [read_record(path) for path in files])
    loader = best(size.repeat, lambda: [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files])
    yield Row(
        "read: YAML → checked record objects",
        f"{len(files)} files, {volume / 1e6:.1f} MB",
        f"{ours.cpu / loader.cpu:.2f} × yaml.CSafeLoader",
        "",
        f"{1000 * ours.cpu / len(files):.1f} ms a record; the loader alone {1000 * loader.cpu / len(files):.1f} ms",
    )


def _units(number: int) -> list[Lines]:
    """The statements of each article with those of the authorities it names; now and then a name is missing."""
    names = Names(DEFAULT_BASE, Ledger(), generator.DATE)
    units = []
    for record, decisions in generator.articles(number):
        said = statements([lift(record, names)], {record.name: decisions}, DEFAULT_BASE)
        lines = (said | authority_statements(authorities_named(said.triples(), names), names)).lines()
        faulty = [line for line in lines if b"core#prefLabel" in line and b"@zh ." in line][::10]
        units.append([line for line in lines if line not in faulty])
    return units


def validating(size: Size) -> Iterator[Row]:
    """Both SHACL runs, article by article as a build does it, against pySHACL as it comes on rdflib, in one piece."""
    vocabulary = list(Dataset.of(vocabulary_quads()).lines)
    validate_graphs(Dataset.of_lines(vocabulary).store())  # reads the shapes
    for number in size.validate:
        units = _units(number)
        lines = sorted({line for unit in units for line in unit} | set(vocabulary))
        nodes = len(set(Dataset.of_lines(set(lines) - set(vocabulary)).each_subject(accepted=True)))
        with timed() as spent:
            ours = {each for unit in units for each in _ours([*vocabulary, *unit])}
        linear = f"{1000 * spent.cpu / number:.0f} ms an article"
        if number not in size.plain:
            note = f"{len(ours)} findings; {linear} on one core; the peer is left out: make bench BIG=1"
            yield Row(
                "validate, of plain pySHACL",
                f"{nodes:,} nodes, {len(lines):,} quads, vocabulary included",
                "",
                "≥ 15 ×",
                note,
            )
            continue
        graph = _in_rdflib(lines)
        with timed() as peer:
            theirs = _plain(graph)
        same = "identical results" if ours == theirs else f"{len(ours ^ theirs)} results differ"
        yield Row(
            "validate, of plain pySHACL",
            f"{nodes:,} nodes, {len(lines):,} quads, vocabulary included",
            f"{peer.cpu / spent.cpu:.1f} ×",
            "≥ 15 ×",
            f"{spent.cpu:.2f} s against {peer.cpu:.2f} s on one core; {same} ({len(ours)}); {linear}",
        )


def _ours(lines: Lines) -> set[Result]:
    report = validate_graphs(Dataset.of_lines(lines).store())
    return {(each.shape, each.focus, each.path or "", each.value or "") for each in report}


def _in_rdflib(lines: Iterable[bytes]) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=b"".join(line + b"\n" for line in lines), format="nquads")
    return dataset


def _plain(dataset: rdflib.Dataset) -> set[Result]:
    """pySHACL on rdflib graphs, the shapes as they stand in their files; the same two runs."""
    default, everything = rdflib.Graph(), rdflib.Dataset(default_union=True)
    accepted = everything.graph(rdflib.URIRef(ACCEPTED.value))
    for triple in dataset.default_graph:
        default.add(triple)
        accepted.add(triple)
    for graph in dataset.graphs():
        if graph.identifier != dataset.default_graph.identifier:
            for triple in graph:
                everything.graph(graph.identifier).add(triple)
    rules = catalogue()
    return _findings(default, rules.default) | _findings(everything, rules.dataset)


def _findings(data: rdflib.Graph, shapes: rdflib.Graph) -> set[Result]:
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    assert isinstance(results, rdflib.Graph)
    return {_result(results, result) for result in results.objects(None, SH.result)}


def _result(results: rdflib.Graph, result: rdflib.term.Node) -> Result:
    value = results.value(result, SH.value)
    parts = [results.value(result, each) for each in (SH.sourceShape, SH.focusNode, SH.resultPath)]
    return (*(str(part or "") for part in parts), value.n3() if value is not None else "")


def sharing_the_cores(size: Size, folder: Path) -> Iterator[Row]:
    """The units of a build, over the cores and then on one."""
    number = max(size.validate)
    vocabulary = Dataset.of(vocabulary_quads())
    units = [Dataset.of_lines(lines) for lines in _units(number)]
    together = Validator(folder / "together", vocabulary)
    with timed() as shared:
        found = [set(report) for report in together.units(units, lambda _: None)]
    alone = Validator(folder / "alone", vocabulary)
    with timed() as one:
        expected = [set(report) for unit in units for report in alone.units([unit], lambda _: None)]
    same = "identical" if found == expected else "DIFFERENT"
    yield Row(
        "validate article by article over the cores, of one core",
        f"{number} articles, {CORES} cores",
        f"{one.clock / shared.clock:.2f} × on the clock",
        "",
        f"{shared.clock:.1f} s against {one.clock:.1f} s; {same} results",
    )


def building(size: Size, folder: Path) -> Iterator[Row]:
    """Whole builds, each in a process of its own, and one more after one article has changed."""
    smallest: float | None = None
    for number in size.build:
        workspace = generator.workspace(folder / f"build-{number}", number)
        done = _in_its_own_process(workspace.root)
        each = done["cpu"] / number
        smallest = smallest or each
        yield Row(
            "build everything",
            f"{number:,} articles, {done['quads']:,.0f} quads",
            f"{done['clock']:.0f} s",
            "linear" if number == min(size.build) else "1.0",
            f"{1000 * each:.0f} ms CPU an article, {each / smallest:.2f} × the smallest; "
            f"memory {done['memory']:.0f} MB and {CORES} validators of {done['worker']:.0f} MB",
        )
        if number == size.rebuild:
            record = workspace.record_files()[number // 2]
            record.write_text(record.read_text(encoding="utf-8").replace("Costly tools", "Costly new tools"))
            again = _in_its_own_process(workspace.root)
            yield Row(
                "build again after one article changed, of everything",
                f"{number:,} articles",
                f"{again['cpu'] / done['cpu']:.3f} in CPU, {again['clock'] / done['clock']:.3f} on the clock",
                "≤ 0.05",
                f"{again['clock']:.1f} s against {done['clock']:.1f} s",
            )


def _in_its_own_process(workspace: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, "--build", workspace], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _build(folder: Path) -> None:
    workspace = open_workspace(folder)
    with timed() as spent:
        release = build(workspace, generator.DATE, HouseRooms()).release
    figures = {"clock": spent.clock, "cpu": spent.cpu, "quads": len(LineFile(release / "data" / "dataset.nq"))}
    figures |= {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    figures |= {"worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}
    print(json.dumps(figures))


def machine() -> str:
    """Where and with what it was measured."""
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.processor())  # fmt: skip
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return f"{model}, {CORES} cores, {platform.system()}, Python {platform.python_version()}; {', '.join(found)}"


def extracting(name: str) -> Iterator[Row]:
    """Reading articles, against the parser alone and against another tagger of Chinese."""
    yield from (Row(*each) for each in extraction.rows(name))


def measured(name: str, folder: Path) -> Iterator[Row]:
    """All measurements."""
    size = SIZES[name]
    yield from lifting(size)
    yield from reading(size, folder)
    yield from validating(size)
    yield from sharing_the_cores(size, folder)
    yield from building(size, folder)
    yield from extracting(name)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", choices=SIZES, default="usual")
    parser.add_argument("--build", type=Path, metavar="WORKSPACE", help="only build, and print the figures as JSON")
    wanted = parser.parse_args()
    if wanted.build:
        _build(wanted.build)
        return
    print(f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.")
    print(f"{os.getloadavg()[0]:.1f} processes were running or waiting for a core when it began.\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="policygraph-bench-") as folder:
        for line in table(measured(wanted.size, Path(folder))):
            print(line, flush=True)


if __name__ == "__main__":
    main()

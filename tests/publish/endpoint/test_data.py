"""`policygraph serve --data`: files of strangers are read by a process of their own, strictly and within limits."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from ontology.errors import StoreError
from publish.store.loading import load_files

from .serving import serving

DEEP = 100_000
REFUSED = {
    "space.ttl": ("<http://example.org/a b> <urn:p> <urn:o> .", "line 1"),
    "markup.ttl": ("<http://example.org/<script>> <urn:p> <urn:o> .", "line 1"),
    "break.ttl": ("<http://example.org/\r\na> <urn:p> <urn:o> .", "line 1"),
    "language.ttl": ('<urn:s> <urn:p>\n  "x"@zh_CN .', "line 2"),
    "relative.ttl": ("<a> <urn:p> <urn:o> .", "line 1"),
    "nul.ttl": ("\0", "line 1"),
    "half.nq": ("<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p>", "line 2"),
    "open-brackets.ttl": ("<urn:s> <urn:p> " + "[ <urn:p> " * DEEP, "line 1"),
    "open-terms.ttl": ("<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * DEEP, "line 1"),
    "long-term.nt": ('<urn:s> <urn:p> "' + "x" * 17_000_000 + '" .', "maximal size"),
    "laughs.rdf": ('<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', "no format that can be served"),
    "remote.jsonld": ('{"@context": "http://127.0.0.1/"}', "no format that can be served"),
    "none": ("", "no format that can be served"),
}


def write(folder: Path, name: str, content: str) -> Path:
    """A file with this content, to the byte."""
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


@pytest.mark.accept("U10", "U11", "U12", "U13")
@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_and_told_where(tmp_path: Path, name: str) -> None:
    content, said = REFUSED[name]
    began = time.monotonic()
    with pytest.raises(StoreError, match=said) as caught:
        load_files([write(tmp_path, name, content)], tmp_path / "store")
    assert name in str(caught.value)
    assert time.monotonic() - began < 2


ODD = {
    "lists": "<urn:s> <urn:p> " + "(" * DEEP + ")" * DEEP + " .",
    "blank nodes": "<urn:s> <urn:p> " + "[ <urn:p> " * DEEP + "1" + "]" * DEEP + " .",
    "poison": "".join(f"_:n{a} <urn:p> _:n{(7 * a + b) % 300} .\n" for a in range(300) for b in range(20)),
    "nothing": "",
}


@pytest.mark.accept("U12", "U14")
def test_odd_but_valid_files_are_served(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{name.replace(' ', '-')}.ttl", content) for name, content in ODD.items()]
    with serving(files, {}) as server:
        assert server.ask("ASK { ?s ?p ?o }", "text/csv").text.split()[-1] == "true"


@pytest.mark.accept("U12", "U14")
@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_odd_but_valid_file_is_read_in_no_time(tmp_path: Path, content: str) -> None:
    began = time.monotonic()
    load_files([write(tmp_path, "data.ttl", content)], tmp_path / "store")
    assert time.monotonic() - began < 5


@pytest.mark.accept("U10", "U11", "U12", "U13")
def test_command_says_what_is_wrong_before_it_listens(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("policygraph"))
    refused = {name: write(tmp_path, name, REFUSED[name][0]) for name in ("space.ttl", "remote.jsonld", "laughs.rdf")}
    for arguments, status, said in (
        *((["--data", str(path)], 1, name) for name, path in refused.items()),
        (["--data", str(tmp_path / "absent.nq")], 1, "there is no such file"),
        (["--data", str(refused["space.ttl"]), "--sample"], 2, "Serve files, or a workspace, not both"),
    ):
        done = subprocess.run([program, "serve", *arguments], capture_output=True, text=True, timeout=60)
        assert (done.returncode, said in done.stderr) == (status, True), done.stderr
        assert "Traceback" not in done.stderr

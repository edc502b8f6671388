"""Serving a release over HTTP in the foreground: granian with two worker processes (STACK.md, section 3)."""

import socket
import sys
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from ontology.errors import SettingsError
from publish.site.app import create_app
from publish.site.release import read_release
from publish.store.embedded import open_release

_WORKERS = 2


def serve(release_folder: Path, host: str = "127.0.0.1", port: int = 8000, base: str | None = None) -> None:
    """Serve a release until Ctrl-C. Where host and port are not those of the base, links and redirects are paths.

    Raises `SettingsError` when host or port cannot be had, and `ReleaseError` or `StoreError` when the release cannot
    be served, all before anything listens.
    """
    release = read_release(release_folder)
    open_release(release.folder)  # builds the opened store once, before the workers open it
    address = f"http://{'localhost' if host in ('127.0.0.1', '::1', '0.0.0.0') else host}:{port}/"  # noqa: S104
    create_app(release.folder, base, address=address)  # what cannot be served fails here, with its reason
    _check_free(host, port)
    if address != release.base:
        print(
            f"Note: the data names things under {release.base}, and you serve them at {address}.\n"
            "      Links and redirects lead to paths here; the IRIs in the data stay as they are.",
            file=sys.stderr,
        )
    print(f"Serving release {release.version} at {address} (Ctrl-C stops it)", flush=True)
    server = Granian(
        "publish.site.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        websockets=False,
        respawn_failed_workers=True,
        log_enabled=False,
    )
    server.serve(target_loader=partial(_load, release.folder, base, address), wrap_loader=False)


def _check_free(host: str, port: int) -> None:
    """Two servers of ours would share a port without a word, each getting some of the requests."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingsError(
            f"cannot listen there: {error.strerror}",
            where=f"{host}:{port}",
            fix="Stop the other program, or choose another with --port and --host.",
        ) from error


def _load(folder: Path, base: str | None, address: str) -> Flask:
    """The application, in a worker process."""
    return create_app(folder, base, address=address)

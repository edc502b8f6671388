"""Serving over HTTP in the foreground: granian with two worker processes, each with a pool of query workers.

They share nothing: when one dies, the other answers, and a new one stands a moment later.
"""

import gc
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces, Loops

from ontology.errors import SettingsError
from publish.settings import Settings
from publish.site.access_log import AccessLog
from publish.site.app import BODY_LIMIT, SERVICE, SETTINGS, create_app, remote_store
from publish.site.data import create_data_app
from publish.site.exchange import METRICS_FOLDER
from publish.site.following import CURRENT, Follower, chosen
from publish.site.gateway import Gateway, Served
from publish.site.hot_path import HotPath
from publish.site.repeated import Repeated
from publish.site.service import Service
from publish.site.texts import PRIVATE, Texts
from publish.site.watching import Place, Watch
from publish.store.embedded import open_release
from publish.store.loading import load_files

_WORKERS = 2
_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own in it; a full disk must not stop a process that counts
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LAST_REQUESTS_SECONDS = 15  # for what is under way when the server is stopped
_LAST_QUERIES_SECONDS = 60.0  # for the queries that a release has begun to answer when another takes its place


def serve(
    release_folder: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    base: str | None = None,
    store: str = "",
    settings: Settings | None = None,
    texts: Texts | None = None,
) -> None:
    """Serve a release until Ctrl-C. Where host and port are not those of the base, links and redirects are paths.

    `store` is a SPARQL endpoint to ask instead of the embedded store; `texts` are the articles, as far as pages may
    show them. Texts that are not open are served to this machine alone: `SettingsError` on any other host.

    The files are compared with their digests first: a damaged release is refused, and the last good one before it is
    served. A release that is the current one is followed: when `current` names another, that one is served.

    Raises `SettingsError` when host or port cannot be had, and `ReleaseError` or `StoreError` when the release cannot
    be served, or the endpoint holds another, all before anything listens.
    """
    if texts and texts.all_of_them and host not in _LOOPBACK:
        raise SettingsError(
            f"{host} can be reached by others, and an archive holds texts that are not ours to show",
            where="--archive",
            fix="Leave --host away, or --archive.",
        )
    place = release_folder.resolve()
    release, refused = chosen(place)
    in_force = (settings or Settings()).with_environment(os.environ)
    if store:
        counts = release.counts
        remote_store(release, store, in_force).check_holds(counts["triples"], counts["evidence_triples"])
    else:
        open_release(release.folder)  # builds the opened store once, before the workers open it
    address = _address(host, port)
    load = partial(_load_release, base, address, store, in_force, texts)
    load(release.folder, refused)  # what cannot be served fails here, with its reason
    _check_free(host, port)
    if address != release.base:
        print(
            f"Note: the data names things under {release.base}, and you serve them at {address}.\n"
            "      Links and redirects lead to paths here; the IRIs in the data stay as they are.",
            file=sys.stderr,
        )
    behind = f" from {store}" if store else ""
    print(f"Serving release {release.version}{behind} at {address} (Ctrl-C stops it)", flush=True)
    is_current = (place.parent / CURRENT).resolve() == place and not store
    _run(
        partial(load, release.folder, refused), host, port, Follower(place.parent, place, load) if is_current else None
    )


def serve_data(files: Sequence[Path], host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve any data set at `/sparql`, without pages, until Ctrl-C.

    Raises `SettingsError` when host or port cannot be had, and `StoreError` when a file cannot be read, before anything
    listens.
    """
    settings = Settings().with_environment(os.environ)
    address = _address(host, port)
    _check_free(host, port)
    with tempfile.TemporaryDirectory(prefix="policygraph-") as place:
        digest = load_files(files, Path(place) / "store")
        load = partial(create_data_app, Path(place) / "store", digest, address, settings)
        print(f"Serving {', '.join(map(str, files))} at {address}sparql (Ctrl-C stops it)", flush=True)
        _run(load, host, port)


def _address(host: str, port: int) -> str:
    name = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0") else host  # noqa: S104
    return f"http://{name}:{port}/"


def _load_release(
    base: str | None,
    address: str,
    store: str,
    settings: Settings,
    texts: Texts | None,
    folder: Path,
    refused: tuple[str, ...],
) -> Flask:
    return create_app(folder, base, address=address, store=store, settings=settings, refused=refused, texts=texts)


def _run(load: Callable[[], Flask], host: str, port: int, follower: Follower | None = None) -> None:
    """Serve an application that each worker process loads for itself."""
    server = Granian(
        "publish.site.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=_WORKERS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_LAST_REQUESTS_SECONDS,
        log_enabled=False,
    )
    with tempfile.TemporaryDirectory(prefix="policygraph-metrics-", dir=_MEMORY if _MEMORY.is_dir() else None) as place:
        os.environ[METRICS_FOLDER] = place
        server.serve(target_loader=partial(_load, load, follower), wrap_loader=False)


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


def _load(load: Callable[[], Flask], follower: Follower | None) -> Gateway:
    """The application, in a worker process."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # else a stop that comes while we load is lost: the parent's handler
    app = load()
    settings: Settings = app.config[SETTINGS]
    gateway = Gateway(_started(app), "/sparql", BODY_LIMIT, settings.number("http.patience"), _watch(settings))
    if follower:
        follower.start(partial(_take_over, gateway))
    gc.collect()
    gc.freeze()  # what was loaded stays; else all of it is looked through again and again while requests wait
    return gateway


def _watch(settings: Settings) -> Watch:
    """What notices every request, in a worker process."""
    from publish.site.metrics import CONTENT_TYPE, Metrics  # here: the library looks once where it is to count

    return Watch(Metrics(), AccessLog.of(settings), settings.text("http.metrics"), CONTENT_TYPE)


def _started(app: Flask) -> Served:
    """An application whose query workers are about to stand."""
    service: Service = app.extensions[SERVICE]
    service.queries.start()
    header = service.settings.text("http.client_header").lower().encode()
    room = service.limits.cache_size // 2 if service.queries.digest else 0  # a server behind us may change or die
    short_way = None if app.config.get(PRIVATE) else HotPath.of(app, service)  # who asks matters there
    return Served(app, service.admits, header, Repeated(room), _place(app, service), short_way)


def _place(app: Flask, service: Service) -> Place:
    """What requests to this application are counted under."""
    routes = {rule.rule.split("/")[1].partition(".")[0] or "home" for rule in app.url_map.iter_rules()}
    return Place(service.addresses.root, frozenset(routes), service.version, service.queries.digest)


def _take_over(gateway: Gateway, app: Flask) -> None:
    """Put an application in the place of the one before, which may finish what it has begun."""
    before = gateway.hand_over(_started(app)).application
    assert isinstance(before, Flask)  # we hand over nothing else
    queries = before.extensions[SERVICE].queries
    leave = threading.Timer(_LAST_QUERIES_SECONDS, queries.stop)
    leave.daemon = True
    leave.start()

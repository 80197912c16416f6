"""Examines an installation: versions, settings, sources, archive, ledger, disk, clock, proxy and Prefect server.

Nothing is changed, and only the project's own servers are asked: S3, PostgreSQL, the proxy, and Prefect.
"""

import os
import platform
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

import requests
from sqlalchemy import make_url

from dateline.config.schema import LocalArchive, Settings, Source
from dateline.tasks.adapters.archive.mark import check_known_mark, has_articles, missing_volume, read_mark
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.sqlite_address import can_be_written
from dateline.tasks.adapters.stores.opening import open_store, place_of
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.display.findings import Finding, fault, warning, well
from dateline.tasks.core.display.wording import count, size
from dateline.tasks.core.errors import DatelineError, StoreError
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.runs.notifications import missing_block
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.proxies import DIRECT
from dateline.tasks.core.web.urls import without_login
from dateline.tasks.monitoring import clock_trouble_of

_WAIT_S = 5.0
"""How long each server is waited for."""
_LITTLE, _NEARLY_NONE = 5_000_000_000, 200_000_000
"""Bytes of free space on a disk, below which there is a warning, and a fault."""
EXTRAS = {
    "parquet": "pyarrow",
    "query": "duckdb",
    "xlsx": "xlsxwriter",
    "dask": "distributed",
    "postgresql": "psycopg",
}
"""The extras of the installation, each with a package that tells whether it is there."""


def examine(settings: Settings, sources: Mapping[str, Source], api: str | None, now: datetime) -> Iterator[Finding]:
    """Yield a finding for each part of the installation. ``api`` is the URL of the Prefect API, if there is one."""
    yield _versions()
    yield _contact(settings)
    yield _sources(settings, sources)
    yield _archive(settings)
    yield _ledger(settings)
    for place in {place.stat().st_dev: place for place in sorted(_places(settings))}.values():
        yield _disk(place)
    yield _clock(_places(settings), _clock_of_servers(sources, settings, now), now)
    yield from _proxies(settings)
    yield _prefect(api)
    if api and (trouble := _notification(settings, api)):
        yield trouble


def _versions() -> Finding:
    there = [extra for extra, package in EXTRAS.items() if _version_of(package)]
    extras = f"extras: {', '.join(there) or 'none'}"
    python, prefect = platform.python_version(), _version_of("prefect")
    return well("versions", f"dateline {__version__}, Prefect {prefect}, Python {python}; {extras}")


def _version_of(package: str) -> str | None:
    with suppress(PackageNotFoundError):
        return version(package)
    return None


def _contact(settings: Settings) -> Finding:
    if settings.fetch.contact:
        return well("contact", f"sites are told {settings.fetch.contact}")
    remedy = 'Set [fetch] contact in settings.toml to an address, such as "https://example.org/our-crawler"'
    return warning("contact", "sites cannot tell whom to contact about the requests, and some refuse them", remedy)


def _sources(settings: Settings, sources: Mapping[str, Source]) -> Finding:
    enabled = [source for source in sources.values() if source.enabled]
    scheduled = [source for source in enabled if settings.is_scheduled(source)]
    found = f"{count(len(enabled), 'source')} enabled of {len(sources)}, {len(scheduled)} with a schedule"
    if not enabled:
        return warning("sources", found, "Set enabled = true in a source file, or add one: `dateline sources add URL`")
    if not scheduled:
        remedy = "`dateline serve` runs nothing by itself: add [source.schedule] with adaptive = true to a source file"
        return warning("sources", found, remedy)
    return well("sources", found)


def _archive(settings: Settings) -> Finding:
    place = place_of(settings.archive)
    if isinstance(settings.archive, LocalArchive) and (missing := _not_writable(settings.archive.path)):
        return fault("archive", missing, "Give dateline's user write permission, or change [archive] path")
    try:
        store = open_store(settings.archive)
        mark = read_mark(store)
        if mark is None and (missing := missing_volume(store)):
            return fault("archive", missing, "Mount the volume before the first run")
        unmarked = "without a mark" if mark is None and has_articles(store) else "empty so far"
    except DatelineError as error:
        return fault("archive", "it cannot be used", str(error))
    return well("archive", f"{place}, {f'with the id {mark.id}' if mark else f'{unmarked}: the first run marks it'}")


def _ledger(settings: Settings) -> Finding:
    url = make_url(settings.ledger.url)
    place = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.exists():
            if missing := _not_writable(path):
                return fault("ledger", missing, "Give dateline's user write permission, or change [ledger] url")
            return well("ledger", f"{place}: the first run creates it")
        if not can_be_written(path):
            remedy = (
                "Give dateline's user write permission for it and its folder; without it, the archive can only be read"
            )
            return fault("ledger", f"{place} cannot be written", remedy)
    try:
        with shared_ledger(settings.ledger.url) as ledger:
            waiting = len(ledger.unfinished())
            store = _store_that_opens(settings)
            if store:
                check_known_mark(store, ledger)
    except StoreError as error:
        return fault("ledger", f"{place} does not match the archive", str(error))
    except DatelineError as error:
        return fault("ledger", "it cannot be used", str(error))
    return well("ledger", f"{place}, with {count(waiting, 'unfinished batch', 'unfinished batches')}")


def _store_that_opens(settings: Settings) -> ArchiveStore | None:
    """Return the archive, or None if it cannot be read, which is a finding about the archive and not the ledger."""
    with suppress(DatelineError):
        store = open_store(settings.archive)
        read_mark(store)
        return store
    return None


def _not_writable(path: Path) -> str | None:
    """Return what is wrong if neither the path nor what would have to be made for it can be written."""
    there = _existing(path)
    return None if os.access(there, os.W_OK) else f"{there} cannot be written"


def _existing(path: Path) -> Path:
    path = path.absolute()
    return next(one for one in (path, *path.parents) if one.exists())


def _places(settings: Settings) -> set[Path]:
    """Return the existing files and folders of archive and ledger on this machine's disks."""
    places = {_existing(settings.archive.path)} if isinstance(settings.archive, LocalArchive) else set()
    url = make_url(settings.ledger.url)
    if url.get_backend_name() == "sqlite" and url.database:
        places.add(_existing(Path(url.database)))
    return places


def _disk(place: Path) -> Finding:
    free = shutil.disk_usage(place).free
    found = f"{size(free)} free at {place}"
    remedy = "Free some space, or move it to a larger disk; a run stops when the disk is full, and loses nothing"
    if free < _NEARLY_NONE:
        return fault("disk", found, remedy)
    return warning("disk", found, remedy) if free < _LITTLE else well("disk", found)


def _clock_of_servers(sources: Mapping[str, Source], settings: Settings, now: datetime) -> str | None:
    url = make_url(settings.ledger.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return None
    with suppress(DatelineError):
        return clock_trouble_of(sources, settings, now)
    return None


def _clock(places: set[Path], servers: str | None, now: datetime) -> Finding:
    newest = max((datetime.fromtimestamp(place.stat().st_mtime, UTC) for place in places), default=now)
    found = f"it is {now:%Y-%m-%d %H:%M} UTC"
    doubts = [servers] if servers else []
    if is_ahead(newest, now):
        doubts.insert(0, f"the ledger or the archive was written at {newest:%Y-%m-%d %H:%M} UTC")
    if doubts:
        return fault(
            "clock", f"{found}, but {'; '.join(doubts)}", "Set the clock, and synchronize it with a time server"
        )
    return well("clock", found)


def _proxies(settings: Settings) -> Iterator[Finding]:
    named = {proxy for proxy in (settings.fetch.proxy, settings.fetch.https_proxy) if proxy and proxy != DIRECT}
    if not named:
        yield well("proxy", "none: pages are fetched directly")
    for proxy in sorted(named):
        parts = urlsplit(proxy)
        host, port = parts.hostname or "", parts.port or 80
        try:
            socket.create_connection((host, port), _WAIT_S).close()
        except OSError as error:
            remedy = "Change [fetch] proxy, or the variables https_proxy and http_proxy; `no_proxy` lists exceptions"
            yield fault("proxy", f"{host}:{port} cannot be reached: {error.strerror or error}", remedy)
        else:
            yield well("proxy", f"{host}:{port}")


def _prefect(api: str | None) -> Finding:
    if api is None:
        return well(
            "Prefect server",
            "none is running: each command starts one of its own, and `dateline serve` keeps one running",
        )
    shown = without_login(api)
    try:
        answer = requests.get(f"{api}/admin/version", timeout=_WAIT_S)
        answer.raise_for_status()
        found = str(answer.json())
    except (requests.RequestException, ValueError) as error:
        remedy = "Start it, or correct PREFECT_API_URL"
        return fault("Prefect server", f"{shown} does not answer ({type(error).__name__})", remedy)
    ours = _version_of("prefect")
    if found.split(".")[:2] != (ours or "").split(".")[:2]:
        remedy = "Install the same minor version on all machines"
        return warning("Prefect server", f"{shown} runs Prefect {found}, and this machine has {ours}", remedy)
    return well("Prefect server", f"{shown}, Prefect {found}")


def _notification(settings: Settings, api: str) -> Finding | None:
    """Return what is wrong if the server answers that it lacks the notification block that the settings name."""
    named = settings.watch.notification
    if named is None:
        return None
    kind, _, name = named.partition("/")
    with suppress(requests.RequestException):
        answer = requests.get(f"{api}/block_types/slug/{kind}/block_documents/name/{name}", timeout=_WAIT_S)
        if answer.status_code == requests.codes.not_found and "Block document" in answer.text:
            return missing_block(named)
    return None

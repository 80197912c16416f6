"""The ways that `scale_bench` measures: ``python -m tests.benchmarks.scale_ways WAY FOLDER`` goes one of them.

The folder has the WARC file ``pages.warc.gz``, and the folder ``pages`` with the same pages. Prints one JSON object.
"""

import base64
import gc
import gzip
import hashlib
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from dateline.config.schema import DedupeScope, LedgerSettings, LocalArchive, Settings, Source
from dateline.flows.runtime.heartbeats import without_heartbeats
from dateline.tasks.adapters.warc.foreign import read_warc
from dateline.tasks.archive import archive
from dateline.tasks.cleaners import CleaningCrew
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.models import RawPointer, Window
from dateline.tasks.core.web.fetched import StoredPage
from dateline.tasks.discover import discover
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.plan import plan
from dateline.tasks.read import read
from tests.support import storage_servers

Figures = dict[str, float]
CLEANING = "cleaning alone"
RUNS = tuple(f"{kind}, {where}" for kind in ("WARC", "folder") for where in ("threads", "processes"))
IN_BUCKET = "WARC, processes, SeaweedFS"
ENDPOINT = "SCALE_BENCH_ENDPOINT"
"""The variable with the address of the SeaweedFS server."""


def write_warc(pages: Path, file: Path) -> None:
    """Write the pages into a WARC file, as a crawler would have captured them."""
    with file.open("wb") as stream:
        for number, path in enumerate(sorted(pages.iterdir())):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + path.read_bytes()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/{number}\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
                f"WARC-Date: 2026-03-01T09:00:00Z\r\nWARC-Block-Digest: sha1:{_sha1(block)}\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


def _sha1(block: bytes) -> str:
    return base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def copy_saved(folders: Sequence[Path], into: Path, most: int) -> None:
    """Copy saved pages, gzipped or not, to plain files in one folder."""
    into.mkdir()
    found = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in {".gz", ".html"}]
    for number, path in enumerate(found[:most]):
        data = path.read_bytes()
        (into / f"{number:06d}.html").write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)


def read_alone(root: Path) -> Iterator[Any]:
    """Yield the pages of the WARC file."""
    with (root / "pages.warc.gz").open("rb") as stream:
        yield from read_warc(stream, source="bench", via="bench")


def clean_alone(pages: Sequence[Any]) -> int:
    """Clean pages that are in memory."""
    source, raw = Source(name="bench"), RawPointer(segment="raw/bench/x.warc.gz", offset=0, digest="sha256:" + "0" * 64)
    for page in pages:
        to_record(StoredPage(page, raw), source, DedupeScope.ARCHIVE, 50_000_000)
    return len(pages)


def write_project(root: Path, folder: Path, kind: str, clean_on: str, archive: str) -> None:
    """Write a project with one source. ``archive`` is the section of that name."""
    (folder / "config" / "sources").mkdir(parents=True)
    ways = {"WARC": f'[[source.warcs]]\nurl = "{root}/pages.warc.gz"\n', "folder": f'folders = ["{root}/pages"]\n'}
    (folder / "config" / "settings.toml").write_text(f'[ingest]\nclean_on = "{clean_on}"\n{archive}')
    (folder / "config" / "sources" / "bench.toml").write_text(f'[source]\nname = "bench"\n{ways[kind]}')
    os.environ["DATELINE_CONFIG"] = str(folder / "config")


def ingest(kind: str, clean_on: str, root: Path, folder: Path, archive: str = "") -> Callable[[], int]:
    """Return a function that archives the source of a new project, and returns how many pages came."""
    write_project(root, folder, kind, clean_on, archive)
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the settings of Prefect

    def run() -> int:
        with without_heartbeats():  # as in `dateline ingest` with a server of its own
            settled = ingest("bench").summary.settled
        for child in multiprocessing.active_children():
            child.join()  # so that its processor time is known
        return settled

    return run


def steps_alone(root: Path, folder: Path) -> Callable[[], int]:
    """Return a function that archives the WARC file in this process, without Prefect."""
    settings = Settings(
        archive=LocalArchive(path=folder / "archive"), ledger=LedgerSettings(url=f"sqlite:///{folder}/ledger.sqlite")
    )
    source = Source.model_validate({"name": "bench", "warcs": [{"url": f"{root}/pages.warc.gz"}]})

    def work() -> int:
        run = Run.begin("bench", Window(), datetime.now(UTC), "bench")
        with holding_ledger(settings):
            batches = plan.fn(discover.fn(source, settings, run.window).refs, run, settings).batches
            for batch in batches:
                archive.fn(batch, read.fn(batch, source, settings, CleaningCrew()).cleaned, settings)
        return sum(len(batch.refs) for batch in batches)

    return work


def one(way: str, root: Path) -> Figures:
    """Go one way, and return its figures."""
    with tempfile.TemporaryDirectory(dir=root) as folder:
        if way == CLEANING:
            work: Callable[[], int] = partial(clean_alone, list(read_alone(root)))
            gc.freeze()  # as workers do: else the limit that the others are compared with would be too low
        elif way == "reading alone":
            work = lambda: sum(1 for _ in read_alone(root))  # noqa: E731 - one of several
        elif way == "WARC, without Prefect":
            work = steps_alone(root, Path(folder))
        else:
            kind, clean_on, *store = way.split(", ")
            work = ingest(kind, clean_on, root, Path(folder), _bucket() if store else "")
        began, before = time.perf_counter(), (_cpu_s(resource.RUSAGE_SELF), _cpu_s(resource.RUSAGE_CHILDREN))
        pages = work()
        wall_s = time.perf_counter() - began
    run_s, workers_s = _cpu_s(resource.RUSAGE_SELF) - before[0], _cpu_s(resource.RUSAGE_CHILDREN) - before[1]
    most_kb = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"pages": pages, "wall_s": wall_s, "run_s": run_s, "workers_s": workers_s, "memory_mb": most_kb / 1000}


def _bucket() -> str:
    archive = storage_servers.new_archive(os.environ[ENDPOINT])
    fields = {"kind": "s3", "bucket": archive.bucket, "prefix": archive.prefix, "endpoint_url": archive.endpoint_url}
    return "[archive]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


def _cpu_s(who: int) -> float:
    return sum(resource.getrusage(who)[:2])


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], Path(sys.argv[2]))))

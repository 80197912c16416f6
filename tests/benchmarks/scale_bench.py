"""The whole way, from a WARC file or a folder to archived articles in a real Prefect run, beside cleaning alone.

    python -m tests.benchmarks.scale_bench [--pages 1000] [--rounds 3] [--kb 290] [--saved FOLDER ...] [--write FILE]

Made-up pages, or the saved ones of folders, are written to a WARC file and to a folder. Then each way has its turn, in
a process of its own, and the ways take turns as often as there are rounds. Noted are the wall time, and the processor
time of the process, its workers and, apart, the Prefect server. Prints one JSON object: for each way the medians for
one page, and its ratio to cleaning alone. With ``--write``, the table in that document is replaced.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from dateline.config.schema import DedupeScope, LedgerSettings, LocalArchive, Settings, Source
from dateline.flows.runtime import environment
from dateline.flows.serving.server import temporary_server
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
from tests.benchmarks.made_up_pages import write_pages
from tests.support.paths import ROOT

Figures = dict[str, float]
_RUNS = {f"{kind}, {where}": (kind, where) for kind in ("WARC", "folder") for where in ("threads", "processes")}
_BEGIN, _END = "<!-- scale_bench -->\n", "<!-- end of scale_bench -->"


def write_warc(pages: Path, file: Path) -> None:
    """Write the pages into a WARC file, as a crawler would have captured them."""
    with file.open("wb") as stream:
        for number, path in enumerate(sorted(pages.iterdir())):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + path.read_bytes()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/{number}\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
                f"WARC-Date: 2026-03-01T09:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


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


def write_project(root: Path, folder: Path, kind: str, clean_on: str) -> None:
    """Write a project with one source."""
    (folder / "config" / "sources").mkdir(parents=True)
    ways = {"WARC": f'[[source.warcs]]\nurl = "{root}/pages.warc.gz"\n', "folder": f'folders = ["{root}/pages"]\n'}
    (folder / "config" / "settings.toml").write_text(f'[ingest]\nclean_on = "{clean_on}"\n')
    (folder / "config" / "sources" / "bench.toml").write_text(f'[source]\nname = "bench"\n{ways[kind]}')
    os.environ["DATELINE_CONFIG"] = str(folder / "config")


def ingest(kind: str, clean_on: str, root: Path, folder: Path) -> Callable[[], int]:
    """Return a function that archives the source of a new project, and returns how many pages came."""
    write_project(root, folder, kind, clean_on)
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the settings of Prefect

    def run() -> int:
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
        if way == "cleaning alone":
            work: Callable[[], int] = partial(clean_alone, list(read_alone(root)))
        elif way == "reading alone":
            work = lambda: sum(1 for _ in read_alone(root))  # noqa: E731 - one of several
        elif way == "WARC, without Prefect":
            work = steps_alone(root, Path(folder))
        else:
            work = ingest(*_RUNS[way], root, Path(folder))
        began, cpu_s = time.perf_counter(), _cpu_s()
        pages = work()
        wall_s = time.perf_counter() - began
    most_kb = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"pages": pages, "wall_s": wall_s, "cpu_s": _cpu_s() - cpu_s, "memory_mb": most_kb / 1000}


def _cpu_s() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def in_turns(root: Path, rounds: int, ways: Sequence[str]) -> dict[str, list[Figures]]:
    """Go each way in each round, in a process of its own, on one Prefect server; return the figures."""
    environment.prepare(root)
    with temporary_server(root, print) as server:
        os.environ["PREFECT_API_URL"] = server.api
        (process,) = [c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()]
        came: dict[str, list[Figures]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way in ways:
                before = sum(process.cpu_times()[:2])
                command = [sys.executable, "-m", "tests.benchmarks.scale_bench", "--one", way, "--root", str(root)]
                done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
                figures: Figures = json.loads(done.stdout.splitlines()[-1])
                server_s = sum(process.cpu_times()[:2]) - before if way in _RUNS else 0.0
                came[way].append(figures | {"server_s": server_s})
    return came


def summed_up(came: dict[str, list[Figures]]) -> dict[str, Figures]:
    """Return the medians for one page of each way, and how its processor time compares with cleaning alone."""
    ways = {way: _medians(runs) for way, runs in came.items()}
    alone_ms = ways["cleaning alone"]["cpu_ms"]
    return {
        way: told | {"of_cleaning_alone": round(alone_ms / (told["cpu_ms"] + told["server_ms"]), 2)}
        for way, told in ways.items()
    }


def _medians(runs: Sequence[Figures]) -> Figures:
    def of(name: str) -> float:
        return round(1000 * median(run[name] / run["pages"] for run in runs), 2)

    return {
        "cpu_ms": of("cpu_s"),
        "server_ms": of("server_s"),
        "wall_ms": of("wall_s"),
        "memory_mb": round(max(run["memory_mb"] for run in runs)),
    }


def table(ways: dict[str, Figures]) -> str:
    """Return the figures as a table in Markdown."""
    head = "| | processor, ms a page | Prefect server, ms | wall, ms | of cleaning alone | largest process, MB |\n"
    rows = (
        f"| {way} | {f['cpu_ms']:.2f} | {f['server_ms']:.2f} | {f['wall_ms']:.2f} | {f['of_cleaning_alone']:.2f} |"
        f" {f['memory_mb']:.0f} |\n"
        for way, f in ways.items()
    )
    return f"{head}|---|---:|---:|---:|---:|---:|\n{''.join(rows)}"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kb", type=int, default=290)
    parser.add_argument("--saved", type=Path, nargs="*", default=())
    parser.add_argument(
        "--ways", nargs="*", default=["cleaning alone", "reading alone", "WARC, without Prefect", *_RUNS]
    )
    parser.add_argument("--write", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.root)))
        return
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as temporary:
        root = Path(temporary)
        if asked.saved:
            copy_saved(asked.saved, root / "pages", asked.pages)
        else:
            write_pages(root / "pages", asked.pages, asked.kb)
        write_warc(root / "pages", root / "pages.warc.gz")
        pages = [path.stat().st_size for path in (root / "pages").iterdir()]
        ways = summed_up(in_turns(root, asked.rounds, asked.ways))
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    told = {"pages": len(pages), "kB a page": round(sum(pages) / len(pages) / 1000), "rounds": asked.rounds}
    print(json.dumps(told | {"machine": machine, "ways": ways}, indent=1))
    if asked.write:
        text = asked.write.read_text(encoding="utf-8")
        what = f"{told['pages']} pages of {told['kB a page']} kB, rounds: {asked.rounds}, {machine}:\n\n"
        made = f"{_BEGIN}{what}{table(ways)}{_END}"
        asked.write.write_text(re.sub(f"{_BEGIN}.*?{_END}", lambda _: made, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()

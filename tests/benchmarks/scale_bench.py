"""The whole way, from a WARC file or a folder to archived articles in a real Prefect run, beside cleaning alone.

    python -m tests.benchmarks.scale_bench [--pages 1000] [--rounds 3] [--kb 290] [--saved FOLDER ...]
        [--peer NAME=PYTHON ...] [--write FILE] [--json FILE]

Made-up pages, or the saved ones of folders, are written to a WARC file and to a folder. Then each way has its turn, in
a process of its own, and the ways take turns as often as there are rounds. Noted are the wall time, and the processor
time of the run, of its workers and of the Prefect server. Prints one JSON object: for each way the medians for one
page, and two ratios to cleaning alone: by processor time, and by the wall time on all cores. With ``--write``, the
table in that document is replaced.

``--peer`` adds another program (see `scale_peers`), by the name it has there and a Python interpreter that has it.
Where SeaweedFS is installed, a run that stores there is added.
"""

import argparse
import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import psutil

from dateline.flows.runtime import environment
from dateline.flows.serving.server import temporary_server
from tests.benchmarks.made_up_pages import write_pages
from tests.benchmarks.scale_ways import CLEANING, ENDPOINT, IN_BUCKET, RUNS, Figures, copy_saved, write_warc
from tests.support import storage_servers
from tests.support.paths import ROOT

_CORES = os.cpu_count() or 1
_PARTS = ("run", "workers", "server")
_BEGIN, _END = "<!-- scale_bench -->\n", "<!-- end of scale_bench -->"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve the files of a folder on loopback, and yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def in_turns(root: Path, rounds: int, ways: Sequence[str], peers: Mapping[str, str]) -> dict[str, list[Figures]]:
    """Go each way in each round, in a process of its own, on one Prefect server; return the figures."""
    environment.prepare(root)
    # As where dateline is installed, modules are compiled once, not by each process.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(temporary_server(root, print))
        os.environ["PREFECT_API_URL"] = server.api
        if IN_BUCKET in ways:
            os.environ |= {**storage_servers.CREDENTIALS, ENDPOINT: stack.enter_context(storage_servers.seaweedfs())}
        site = stack.enter_context(served(root))
        (process,) = [c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()]
        came: dict[str, list[Figures]] = {way: [] for way in (*ways, *peers)}
        for _ in range(rounds):
            for way, figures in came.items():
                before = sum(process.cpu_times()[:2])
                told = _peer(way, peers[way], root, site) if way in peers else _way(way, root)
                server_s = sum(process.cpu_times()[:2]) - before if way in {*RUNS, IN_BUCKET} else 0.0
                figures.append(told | {"server_s": server_s})
    return came


def _way(way: str, root: Path) -> Figures:
    return _figures([sys.executable, "-m", "tests.benchmarks.scale_ways", way, str(root)], os.environ)


def _peer(name: str, python: str, root: Path, site: str) -> Figures:
    command = [python, "-m", "tests.benchmarks.scale_peers", name, f"{site}/pages.warc.gz", f"{root}/pages.warc.gz"]
    # With credentials, news-please would look for its files in Common Crawl's bucket.
    others = {*storage_servers.CREDENTIALS, "PYTHONPATH"}
    return _figures(command, {key: value for key, value in os.environ.items() if key not in others})


def _figures(command: Sequence[str], variables: Mapping[str, str]) -> Figures:
    done = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def summed_up(came: Mapping[str, Sequence[Figures]]) -> dict[str, Figures]:
    """Return the medians for one page of each way, and how they compare with cleaning alone."""
    ways = {way: _medians(runs) for way, runs in came.items()}
    alone = ways[CLEANING]
    return {
        way: told
        | {
            "of_cleaning_alone": round(alone["run_ms"] / sum(told[f"{part}_ms"] for part in _PARTS), 2),
            "of_all_cores": round(alone["wall_ms"] / (_CORES * told["wall_ms"]), 2),
        }
        for way, told in ways.items()
    }


def _medians(runs: Sequence[Figures]) -> Figures:
    told = {
        f"{part}_ms": round(1000 * median(r[f"{part}_s"] / r["pages"] for r in runs), 2) for part in (*_PARTS, "wall")
    }
    return told | {"memory_mb": round(max(run["memory_mb"] for run in runs))}


def table(ways: Mapping[str, Figures]) -> str:
    """Return the figures as a table in Markdown."""
    head = "| | run | workers | Prefect server | together, of cleaning alone | wall | of cleaning alone on all cores"
    rows = (
        f"| {way} | {f['run_ms']:.2f} | {f['workers_ms']:.2f} | {f['server_ms']:.2f} | {f['of_cleaning_alone']:.2f} |"
        f" {f['wall_ms']:.2f} | {f['of_all_cores']:.2f} | {f['memory_mb']:.0f} |\n"
        for way, f in ways.items()
    )
    return f"{head} | largest process, MB |\n|---|---:|---:|---:|---:|---:|---:|---:|\n{''.join(rows)}"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kb", type=int, default=290)
    parser.add_argument("--saved", type=Path, nargs="*", default=())
    bucket = [IN_BUCKET] if storage_servers.SEAWEEDFS else []
    parser.add_argument(
        "--ways", nargs="*", default=[CLEANING, "reading alone", "WARC, without Prefect", *RUNS, *bucket]
    )
    parser.add_argument("--peer", nargs="*", default=())
    parser.add_argument("--write", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    peers = dict(peer.split("=", 1) for peer in asked.peer)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as temporary:
        root = Path(temporary)
        if asked.saved:
            copy_saved(asked.saved, root / "pages", asked.pages)
        else:
            write_pages(root / "pages", asked.pages, asked.kb)
        write_warc(root / "pages", root / "pages.warc.gz")
        pages = [path.stat().st_size for path in (root / "pages").iterdir()]
        ways = summed_up(in_turns(root, asked.rounds, asked.ways, peers))
    machine = f"{_CORES} cores, Python {platform.python_version()}"
    told = {"pages": len(pages), "kB a page": round(sum(pages) / len(pages) / 1000), "rounds": asked.rounds}
    found = json.dumps(told | {"machine": machine, "load": os.getloadavg()[2], "ways": ways}, indent=1)
    print(found)
    if asked.json:
        asked.json.write_text(f"{found}\n", encoding="utf-8")
    if asked.write:
        text = asked.write.read_text(encoding="utf-8")
        what = (
            f"{told['pages']} pages of {told['kB a page']} kB, rounds: {asked.rounds}, {machine}, load of the machine"
            f" {os.getloadavg()[2]:.0f}; processor and wall time in ms a page:\n\n"
        )
        made = f"{_BEGIN}{what}{table(ways)}{_END}"
        asked.write.write_text(re.sub(f"{_BEGIN}.*?{_END}", lambda _: made, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()

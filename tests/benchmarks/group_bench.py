"""Rounds of a group: all of its feeds polled in one run, on a real Prefect server, over real HTTP on loopback.

    python -m tests.benchmarks.group_bench [FEEDS ...] [--rounds 3] [--fresh 1] [--write FILE]

Each feed is at a host of its own (an address of 127.0.0.0/8) and lists twenty entries; ``--fresh`` of them are new at
the first round, which archives them. Later rounds are quiet: every feed is asked (`poll.adaptive` is off) and answers
304. A process of its own serves the site, another one runs the flow. Prints one JSON object: for each number of feeds
the first and the median quiet round, with wall time, processor time of the run and of the Prefect server, and memory.
"""

import argparse
import asyncio
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import psutil

from dateline.flows.runtime import environment
from dateline.flows.serving.server import temporary_server
from tests.support.local_site import feed, story
from tests.support.paths import ROOT

Figures = dict[str, float]
DEPLOYMENT = "11111111-1111-4111-8111-111111111111"
_ENTRIES = 20
_BEGIN, _END = "<!-- group_bench -->\n", "<!-- end of group_bench -->"


def host_of(number: int) -> str:
    """Return the address of a feed's host."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fresh: int) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            host = re.search(rb"(?i)\r\nhost: *([^\r]+)", head)
            etag, status = b'"feed-1"', b"200 OK"
            if path == "/feed.xml" and b"if-none-match" in head.lower():
                status, body = b"304 Not Modified", b""
            elif path == "/feed.xml":
                body = _feed(f"http://{host[1].decode() if host else ''}", fresh)
            elif path == "/robots.txt":
                body = b"User-agent: *\nAllow: /\n"
            else:
                body = story(f"Story {path} of {host[1].decode() if host else ''}", _published(int(path[1:]), fresh))
            kind = b"text/xml" if path.endswith(".xml") else b"text/html"
            lines = b"HTTP/1.1 %b\r\nETag: %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
            writer.write(lines % (status, etag, kind, len(body)) + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def _published(number: int, fresh: int) -> datetime:
    hours = number + 1 if number < fresh else 24 * (30 + number)
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours)


def _feed(address: str, fresh: int) -> bytes:
    return feed(*((f"Story {n}", f"{address}/{n}", _published(n, fresh)) for n in range(_ENTRIES)))


def _serve(fresh: int, told: "multiprocessing.Queue[int]") -> None:
    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(r, w, fresh), "0.0.0.0", 0, backlog=4096)  # noqa: S104 - all of loopback
        told.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def serving(fresh: int) -> Iterator[int]:
    """Serve all hosts in a process of its own, and yield the port."""
    told: multiprocessing.Queue[int] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_serve, args=(fresh, told), daemon=True)
    process.start()
    try:
        yield told.get(timeout=60)
    finally:
        process.terminate()
        process.join()


def write_project(folder: Path, feeds: int, port: int) -> None:
    """Write a project whose group has so many sources."""
    sources = folder / "config" / "sources"
    sources.mkdir(parents=True)
    hosts = json.dumps([host_of(number) for number in range(feeds)])
    (folder / "config" / "settings.toml").write_text(
        f"[groups.bench]\ninterval_s = 3600\n[poll]\nadaptive = false\n[fetch]\nprivate_hosts = {hosts}\n"
    )
    for number in range(feeds):
        name = f"feed-{number:06d}"
        text = f'[source]\nname = "{name}"\nfeeds = ["http://{host_of(number)}:{port}/feed.xml"]\n'
        (sources / f"{name}.toml").write_text(f'{text}[source.schedule]\ngroup = "bench"\nfirst_s = 86400\n')


def run_rounds(rounds: int) -> None:
    """Run the flow in this process, and print the figures of each round as a line of JSON."""
    from dateline.flows.ingest_group import ingest_group  # noqa: PLC0415 - after the settings of Prefect

    for _ in range(rounds):
        began, cpu_s = time.perf_counter(), time.process_time()
        result = ingest_group("bench")
        figures = {
            "wall_s": time.perf_counter() - began,
            "cpu_s": time.process_time() - cpu_s,
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            "read": result.read,
            "quiet": result.quiet,
            "troubled": len(result.troubled),
            "written": result.summary.written,
        }
        print(json.dumps(figures), flush=True)


def measured(feeds: int, rounds: int, fresh: int) -> list[Figures]:
    """Return the figures of each round of a new project."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as temporary, serving(fresh) as port:
        folder = Path(temporary)
        write_project(folder, feeds, port)
        environment.prepare(folder)
        with temporary_server(folder, lambda told: print(told, file=sys.stderr)) as server:
            (process,) = [
                c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()
            ]
            own = {
                "DATELINE_CONFIG": str(folder / "config"),
                "PREFECT_API_URL": server.api,
                "PREFECT__RUNTIME__DEPLOYMENT__ID": DEPLOYMENT,
            }
            command = [sys.executable, "-m", "tests.benchmarks.group_bench", "--run", "--rounds", str(rounds)]
            with subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True) as run:
                found: list[Figures] = []
                before = sum(process.cpu_times()[:2])
                for line in run.stdout or ():
                    if line.startswith("{"):
                        now = sum(process.cpu_times()[:2])
                        found.append(json.loads(line) | {"server_s": now - before, "load": os.getloadavg()[0]})
                        before = now
                        print(f"{feeds} feeds, round {len(found)}: {found[-1]}", file=sys.stderr)
    return found


def summed_up(found: Sequence[Figures]) -> dict[str, Figures]:
    """Return the first round, and the medians of the quiet ones."""
    quiet = {name: round(median(one[name] for one in found[1:]), 2) for name in found[0]}
    return {"first": {name: round(value, 2) for name, value in found[0].items()}, "quiet": quiet}


def table(rows: dict[int, dict[str, Figures]]) -> str:
    """Return the figures as a table in Markdown."""
    head = (
        "| feeds | first round, s | quiet round, s | processor, ms a feed | Prefect server, s | memory, MB | load |\n"
        "|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    return head + "".join(
        f"| {feeds:,} | {told['first']['wall_s']:.1f} | {(q := told['quiet'])['wall_s']:.1f} |"
        f" {1000 * q['cpu_s'] / feeds:.1f} | {q['server_s']:.1f} | {q['memory_mb']:.0f} | {q['load']:.1f} |\n"
        for feeds, told in rows.items()
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fresh", type=int, default=1)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        run_rounds(asked.rounds)
        return
    rows = {feeds: summed_up(measured(feeds, asked.rounds, asked.fresh)) for feeds in asked.feeds}
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps({"machine": machine, "rounds": asked.rounds, "fresh": asked.fresh, "feeds": rows}, indent=1))
    if asked.write:
        text = asked.write.read_text(encoding="utf-8")
        made = f"{_BEGIN}{machine}:\n\n{table(rows)}{_END}"
        asked.write.write_text(re.sub(f"{_BEGIN}.*?{_END}", lambda _: made, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()

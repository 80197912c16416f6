"""Rounds of a group: all of its feeds polled in one run, on a real Prefect server, over real HTTP on loopback.

    python -m tests.benchmarks.group_bench [FEEDS ...] [--rounds 3] [--fresh 1] [--write FILE]

Each feed is at a host of its own (an address of 127.0.0.0/8) and lists twenty entries; ``--fresh`` of them are new at
the first round, which archives them. Later rounds are quiet: every feed is asked (`poll.adaptive` is off) and answers
304. A process of its own serves the site, another one runs the flow. Prints one JSON object: for each number of feeds
the first and the median quiet round, with wall time, processor time of the run and of the Prefect server, and memory.
"""

import argparse
import json
import os
import platform
import re
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.benchmarks.feed_hosts import Figures, rounds_of, serving
from tests.support.local_site import feed, story

_ENTRIES = 20
_ETAG = b'"feed-1"'
_BEGIN, _END = "<!-- group_bench -->\n", "<!-- end of group_bench -->"


class Site:
    """Feeds of which ``fresh`` entries are new."""

    def __init__(self, fresh: int) -> None:
        self._fresh = fresh

    def body(self, path: str, host: str) -> tuple[bytes, bytes]:
        """See `feed_hosts.Site`. All is what it was at the first request."""
        if path == "/feed.xml":
            return _ETAG, feed(*((f"Story {n}", f"http://{host}/{n}", self._published(n)) for n in range(_ENTRIES)))
        if path == "/robots.txt":
            return _ETAG, b"User-agent: *\nAllow: /\n"
        return _ETAG, story(f"Story {path} of {host}", self._published(int(path[1:])))

    def _published(self, number: int) -> datetime:
        hours = number + 1 if number < self._fresh else 24 * (30 + number)
        return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours)


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
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder, serving(Site(fresh)) as port:
        options = ["--run", "--rounds", str(rounds)]
        return list(rounds_of(Path(folder), feeds, port, "tests.benchmarks.group_bench", options))


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

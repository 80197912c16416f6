"""How an archive grows: files, space and the work of going through it, at several sizes.

    python -m tests.benchmarks.growth_bench [ARTICLES ...] [--s3] [--folder DIR] [--write FILE]

Makes archives of so many articles (4 kB each, about a thousand a day, without raw pages) on disk, or in a bucket of a
SeaweedFS server that it starts, and lists, audits, compacts and exports each. Prints one JSON object. Times are
processor time, with ``--s3`` including that of the server, and by the clock (``_wall``). With ``--write``, the table in
that document is replaced.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psutil

from dateline.config.schema import LedgerSettings, Settings, Source
from dateline.tasks.adapters.archive.place import Placed, place_all
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.audit import check_articles, check_manifests
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.archive.audit import Scope
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.formats import Format
from dateline.tasks.core.archive.records import ARTICLES, manifest_bytes
from dateline.tasks.core.models import Manifest, Outcome, RawPointer, Window
from dateline.tasks.export import Exported, write_file
from tests.benchmarks.audit_bench import BATCH, START, WORDS, article, place

Figures = dict[str, float]
RAW = RawPointer(segment="raw/bench/2026/01/01/none.warc.gz", offset=0, digest="sha256:" + "0" * 64)
_BEGIN, _END = "<!-- growth_bench -->\n", "<!-- end of growth_bench -->"


def create(settings: Settings, articles: int) -> None:
    """Write the articles and their manifests."""
    store, chance = open_store(settings.archive), random.Random(1)  # noqa: S311 - the same archive each time
    for begin in range(0, articles, BATCH):
        numbers = range(begin, min(begin + BATCH, articles))
        texts = {n: " ".join(chance.choices(WORDS, k=560)) for n in numbers}
        made = [article(n, f"https://bench.example/{n}", text, RAW) for n, text in texts.items()]
        placed = place_all(store, made, settings.dedupe.match)
        outcomes = tuple(
            Outcome(url=a.url, source="bench", kind=p.kind, at=START, article=p.key, record_hash=p.record_hash, raw=RAW)
            for a, p in zip(made, placed, strict=True)
            if isinstance(p, Placed)
        )
        manifest = Manifest(run="20260601T000000Z-bench", batch=f"{begin:07d}", outcomes=outcomes)
        store.put_if_absent(f"runs/2026/06/01/20260601T000000Z-bench/{begin:07d}.jsonl", manifest_bytes(manifest))


def audit(settings: Settings, index: Path) -> None:
    """Check manifests and articles, and that nothing is wrong."""
    run = Run.begin("audit", Window(), datetime.now(UTC), "bench", "-audit")
    scope = Scope(settings, {"bench": Source(name="bench")}, run.window, index, run, deep=False, mend=False)
    for check in (check_manifests, check_articles):
        part = check.fn(scope, lambda _what, _done: None)
        assert not part.faults, part.findings


def compact(settings: Settings) -> None:
    """Write the files of all days."""
    for day, keys in closed_days(Window(), settings, datetime.max.replace(tzinfo=UTC)):
        compact_day.fn(day, keys, settings, verify=False)


def measured(folder: Path, articles: int, *, s3: bool = False) -> Figures:
    """Make an archive in the folder or in a bucket, and return its figures."""
    with place(folder, s3=s3) as archive:
        settings = Settings(archive=archive, ledger=LedgerSettings(url=f"sqlite:///{folder}/ledger.sqlite"))
        return _measured(folder, settings, articles)


def _measured(folder: Path, settings: Settings, articles: int) -> Figures:
    figures = _spent("create", partial(create, settings, articles))
    figures |= {"files": 0, "folders": 0, "mb": 0}
    for at, folders, files in os.walk(folder / "archive"):
        figures["folders"] += len(folders)
        figures["files"] += len(files)
        figures["mb"] += sum(os.lstat(f"{at}/{name}").st_blocks for name in folders + files) * 512 / 1e6
    steps: dict[str, Callable[[], object]] = {
        "list": lambda: sum(1 for _ in open_store(settings.archive).list(ARTICLES)),
        "audit": partial(audit, settings, folder / "index"),
        "compact": partial(compact, settings),
        "export": lambda: write_file(Exported(settings, Window(), ()), Format.JSONL_ZST, folder / "all.jsonl.zst"),
    }
    for name, step in steps.items():
        figures |= _spent(name, step)
    figures["exported_mb"] = (folder / "all.jsonl.zst").stat().st_size / 1e6
    return figures | {"memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def _spent(name: str, work: Callable[[], object]) -> Figures:
    """Do the work, and return its processor time, with that of the servers that this process started, and its time."""
    began, cpu = time.perf_counter(), _cpu_s()
    work()
    return {name: _cpu_s() - cpu, f"{name}_wall": time.perf_counter() - began}


def _cpu_s() -> float:
    servers = psutil.Process().children(recursive=True)
    return time.process_time() + sum(sum(server.cpu_times()[:2]) for server in servers)


def table(rows: dict[int, Figures]) -> str:
    """Return the figures as a table in Markdown."""
    head = (
        "| articles | inodes | on disk, MB | creating, s | listing, s | auditing, s | compacting, s |"
        " exporting, s | exported, MB |\n"
    )
    lines = (
        f"| {articles:,} | {f['files'] + f['folders']:,.0f} | {f['mb']:,.0f} | {f['create']:.1f} | {f['list']:.1f} |"
        f" {f['audit']:.1f} | {f['compact']:.1f} | {f['export']:.1f} | {f['exported_mb']:,.0f} |\n"
        for articles, f in rows.items()
    )
    return f"{head}|{'---:|' * head.count(' | ')}---:|\n{''.join(lines)}"


def main(sizes: Sequence[int], folder: Path | None, write: Path | None, *, s3: bool) -> None:
    """Measure each size, and print the figures."""
    rows: dict[int, Figures] = {}
    for articles in sizes:
        with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=folder) as made:
            rows[articles] = measured(Path(made), articles, s3=s3)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps({"machine": machine, "sizes": rows}, indent=1))
    if write:
        text = write.read_text(encoding="utf-8")
        made = f"{_BEGIN}{machine}; processor time:\n\n{table(rows)}{_END}"
        write.write_text(re.sub(f"{_BEGIN}.*?{_END}", lambda _: made, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    parser.add_argument("--s3", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    main(asked.articles, asked.folder, asked.write, s3=asked.s3)

"""Accuracy, speed and memory of the cleaner beside its peers, on labelled pages.

    python -m tests.benchmarks [--peers NAME ...] [--rounds 5] [--every 1] [--json FILE] [--write docs/benchmarks.md]

The labelled pages and their scorer, ``score.py``, are not part of the repository: they are looked for in
``../shared/cleaning``, or where ``--data`` says. The scorer's docstring explains sets and measures. Without them only
the project's own pages are measured (`own_pages`), which anybody has. Each program runs in a process of its own and is
asked only for what it gives (`peers.GIVES`).

Speed is the processor's time of one core to clean the publishers' pages once, without reading the files: each round
measures every program in turn, so that a busy machine slows all alike; the median is told, and the ratio to trafilatura
of the same round.
"""

import argparse
import hashlib
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks import own_pages
from tests.benchmarks.clean_report import report
from tests.benchmarks.peers import GIVES, OURS, PEERS, cleaner
from tests.support.paths import ROOT, SHARED

LABELLED = SHARED / "cleaning"
FIRST_SETS = {"expected.jsonl": "publishers", "expected_fe80.jsonl": "hand-labelled", "expected_aeb.jsonl": "benchmark"}
VALIDATION_OF = 3
"""One in so many publishers is for validation."""
WARM_UP = 10
"""How many pages are cleaned before the clock starts."""
FIELDS = {
    "headline": ("headline", "valid", "distinct"),
    "published_at": ("minute", "day"),
    "authors": ("authors",),
    "text": ("text", "text>=95", "words", "lead", "with", "without"),
}
"""The scorer's measures, by the field that they measure."""

Totals = dict[str, tuple[float, int]]
"""For each measure the mean, 0 to 1, and of how many pages."""


def scorer(data: Path, every: int = 1) -> ModuleType:
    """Return the module ``score.py`` of the data's folder, which then sees one further page in ``every``."""
    spec = importlib.util.spec_from_file_location("cleaning_score", data / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{data / 'score.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    all_pages = module.pages

    def sampled(folder: Path, label_file: str) -> Iterator[tuple[dict[str, Any], bytes]]:
        for label, page in all_pages(folder, label_file):
            if folder == data or _hash_of(label["id"]) % every == 0:
                yield label, page

    setattr(module, "pages", sampled)  # noqa: B010 - mypy knows no module of that name
    return module


def _hash_of(text: str) -> int:
    return hashlib.sha256(text.casefold().encode()).digest()[0]


def is_validation(label: dict[str, Any]) -> bool:
    """Return whether a page's publisher belongs to the validation third."""
    host = (urlsplit(label.get("url") or "").hostname or "").removeprefix("www.")
    return _hash_of(label.get("publisher") or host) % VALIDATION_OF == 0


def measure(system: str, data: Path, every: int) -> dict[str, dict[str, Totals]]:
    """Return a program's measures on each set, by set and part ("validation", "tuning")."""
    score, clean = scorer(data, every), cleaner(system)
    further = sorted(path for path in (data / "sets").glob("*") if path.is_dir())
    todo = [(data, label_file, name) for label_file, name in FIRST_SETS.items()]
    todo += [(folder, "expected.jsonl", folder.name) for folder in further]
    found: dict[str, dict[str, Totals]] = {}
    for folder, label_file, name in todo:
        _, rows = score.score(clean, folder, label_file, _taker() if system == OURS and folder != data else None)
        if folder == data:
            validation = {label["id"] for label, _ in score.pages(folder, label_file) if is_validation(label)}
            parts = {
                "validation": [row for row in rows if row["id"] in validation],
                "tuning": [row for row in rows if row["id"] not in validation],
            }
        else:
            parts = {"tuning": rows}
        found[name] = {part: _totals(of_part, GIVES[system]) for part, of_part in parts.items()}
    return found


def _taker() -> Callable[[bytes, str | None], bool]:
    """Return the function that tells whether dateline takes a page for an article; no peer tells."""
    from dateline.tasks.core.cleaning import Page, Verdict, clean_page  # noqa: PLC0415 - a peer must not pay for it

    return lambda page, url: not isinstance(clean_page(Page(page, url)), Verdict)


def _totals(rows: list[dict[str, Any]], gives: frozenset[str]) -> Totals:
    measures = [name for field in sorted(gives) for name in FIELDS[field]] + ["articles", "others"]
    values = {name: [row[name] for row in rows if name in row] for name in measures}
    return {name: (sum(found) / len(found), len(found)) for name, found in values.items() if found}


def measure_speed(system: str, data: Path) -> dict[str, float]:
    """Clean each page of the first sets once; return pages per second of processor time, and the peak of memory.

    The first pages are cleaned before as well, because programs load and compile things only once.
    """
    score, clean = scorer(data), cleaner(system)
    for label, page in islice(score.pages(data, next(iter(FIRST_SETS))), WARM_UP):
        with suppress(Exception):
            clean(page, label.get("url"))
    pages = errors = 0
    seconds = 0.0
    for label_file in FIRST_SETS:
        for label, page in score.pages(data, label_file):
            began = time.process_time()
            try:
                clean(page, label.get("url"))
            except Exception:  # noqa: BLE001 - a peer that fails has taken its time, too
                errors += 1
            seconds += time.process_time() - began
            pages += 1
    if errors > pages / 2:
        raise SystemExit(f"{system} failed on {errors} of {pages} pages: it is not measured rightly")
    return {"pages_per_s": pages / seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def measure_own(system: str) -> own_pages.Totals:
    """Return a program's measures on the project's own pages."""
    return own_pages.totals(own_pages.rows_of(system))


def in_process(system: str, what: str, options: argparse.Namespace) -> Any:  # noqa: ANN401 - what JSON gives
    """Measure a program in a process of its own."""
    print(f"{what} of {system}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.clean_bench", "--data", str(options.data)]
    command += ["--every", str(options.every), "--measure", system, what]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measured(system: str, what: str, options: argparse.Namespace) -> object:
    """Return one measurement of a program, made in this process."""
    if what == "speed":
        return measure_speed(system, options.data)
    return measure(system, options.data, options.every) if what == "sets" else measure_own(system)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=LABELLED, help="folder with pages, labels and score.py")
    parser.add_argument("--rounds", type=int, default=5, help="how often speed is measured")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take one in N pages of the further sets")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=PEERS)
    parser.add_argument("--write", type=Path, help="file for the tables, such as docs/benchmarks.md")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument("--measure", nargs=2, metavar=("SYSTEM", "WHAT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        system, what = options.measure
        print(json.dumps(measured(system, what, options)))
        return
    systems = [OURS, *options.peers]
    results: dict[str, Any] = {"every": options.every}
    results["own"] = {system: in_process(system, "own", options) for system in systems}
    if (options.data / "score.py").exists():
        results["sets"] = {system: in_process(system, "sets", options) for system in systems}
        rounds = [{system: in_process(system, "speed", options) for system in systems} for _ in range(options.rounds)]
        results["speed"] = rounds
    else:
        print(f"{options.data} holds no labelled pages: only the project's own pages are measured", file=sys.stderr)
    page = report(results, f"python -m tests.benchmarks {' '.join(sys.argv[1:])}".strip())
    print(page)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

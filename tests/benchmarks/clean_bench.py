"""Compare accuracy, speed and memory of the cleaner with those of other tools, on labelled news pages.

    python -m tests.benchmarks.clean_bench [--rounds 5] [--peers trafilatura newspaper4k] [--write docs/benchmarks.md]

The pages and their scorer are not part of the repository. They are read from ``../shared/cleaning`` or the folder that
``--data`` names. Each measurement is a process of its own that cleans every page once. The tools take turns, so that
other load slows them all alike. The report has the median, and the ratio to trafilatura in the same round. Times are
processor time of one core, without reading the files. The pages of a third of the publishers, chosen by hash, are a
validation set, reported apart from the pages that the cleaner was tuned on.
"""

import argparse
import gzip
import hashlib
import importlib.metadata
import importlib.util
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from tests.support.paths import ROOT, SHARED

LABELLED = SHARED / "cleaning"
OURS = "dateline"
UNIT = "trafilatura"
FIELDS = ("headline", "minute", "day", "authors")
MEASURES = (*FIELDS, "text")
SETS = {"expected.jsonl": "publishers", "expected_fe80.jsonl": "hand-labelled", "expected_aeb.jsonl": "benchmark"}
VALIDATION, TUNING = "validation", "tuning"
VALIDATION_ONE_IN = 3
"""One in so many publishers belongs to the validation set."""


def scorer(data: Path) -> ModuleType:
    """Return the module ``score.py`` in the data's folder."""
    spec = importlib.util.spec_from_file_location("cleaning_score", data / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{data / 'score.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def part_of(label: dict[str, Any]) -> str:
    """Return the part of the data that a page belongs to, by its publisher: `VALIDATION` or `TUNING`."""
    key = label.get("publisher") or (urlsplit(label.get("url") or "").hostname or "").removeprefix("www.")
    in_validation = hashlib.sha256(key.casefold().encode()).digest()[0] % VALIDATION_ONE_IN == 0
    return VALIDATION if in_validation else TUNING


def cleaner(system: str, score: ModuleType) -> Callable[[bytes, str | None], object]:
    """Return the function to measure, which takes a page's bytes and its URL."""
    if system == OURS:
        from dateline.tasks.core.cleaning import extract  # noqa: PLC0415 - would count for the other tools

        return extract
    if system == "newspaper4k":
        return newspaper()
    peer: Callable[[bytes, str | None], object] = score.peer(system)
    return peer


def newspaper() -> Callable[[bytes, str | None], object]:
    """Return newspaper4k as a function."""
    from newspaper import Article, Config  # noqa: PLC0415 - would count for the other tools

    settings = Config()
    settings.fetch_images = False  # else it fetches each image from the web

    def clean(page: bytes, url: str | None) -> dict[str, object]:
        found = Article(url or "https://example.com/", config=settings)
        found.download(input_html=page.decode("utf-8", "replace"))
        found.parse()
        date = found.publish_date
        return {"headline": found.title, "published_at": date, "authors": found.authors, "text": found.text}

    return clean


def measure(system: str, data: Path) -> dict[str, Any]:
    """Clean every page once, and return each page's scores, the pages per second of processor time, and peak memory."""
    score = scorer(data)
    clean = cleaner(system, score)
    rows, seconds, errors = [], 0.0, 0
    for label_file, set_name in SETS.items():
        for line in (data / label_file).read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            page = gzip.decompress((data / "pages" / f"{label['id']}.html.gz").read_bytes())
            began = time.process_time()
            try:
                answer = clean(page, label.get("url"))
            except Exception:  # noqa: BLE001 - a failure counts as an empty answer
                answer, errors = {}, errors + 1
            seconds += time.process_time() - began
            rows.append({"set": set_name, "part": part_of(label), **grade(score, label, answer)})
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if errors > len(rows) / 2:
        raise SystemExit(f"{system} failed on {errors} of {len(rows)} pages: the measurement must be wrong")
    return {"rows": rows, "pages_per_s": len(rows) / seconds, "peak_mb": peak_mb}


def grade(score: ModuleType, label: dict[str, Any], answer: object) -> dict[str, float]:
    """Return a page's scores, from 0 to 1, by the rules in the scorer's docstring."""
    suspect = label.get("suspect", ())
    row: dict[str, float] = {}
    if label.get("title") and "title" not in suspect:
        row["headline"] = float(score.folded(label["title"]) == score.folded(score.field(answer, "headline")))
    if label.get("published") not in {None, "None"} and "published" not in suspect:
        minute, day = score.same_moment(label["published"], score.field(answer, "published_at"))
        row |= {"minute": float(minute), "day": float(day)}
    if label.get("authors"):
        row["authors"] = score.set_f1(
            score.author_set(label["authors"]), score.author_set(score.field(answer, "authors"))
        )
    if label.get("body") is not None:
        text, summary = score.field(answer, "text") or "", score.field(answer, "summary") or ""
        wanted = score.shingles(label["body"])
        row["text"] = max(score.multiset_f1(wanted, score.shingles(form)) for form in (text, f"{summary}\n\n{text}"))
    return row


def in_turns(systems: list[str], rounds: int, data: Path) -> dict[str, list[dict[str, Any]]]:
    """Measure each system once per round, each time in a new process."""
    results: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for system in systems:
            command = [sys.executable, "-m", "tests.benchmarks.clean_bench", "--data", str(data), "--measure", system]
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
            result = json.loads(done.stdout.splitlines()[-1])
            results[system].append(result)
            speed, peak = result["pages_per_s"], result["peak_mb"]
            print(
                f"round {number} of {rounds}: {system:12} {speed:8.1f} pages/s {peak:6.0f} MB",
                file=sys.stderr,
                flush=True,
            )
    return results


def field_lines(results: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the lines of the table of fields: one for each system and part."""
    lines = ["| | pages | " + " | ".join(FIELDS) + " |", "|" + "---|" * (len(FIELDS) + 2)]
    for name, rows in rows_by_part(results):
        values = [mean([row[field] for row in rows if field in row]) for field in FIELDS]
        lines.append(f"| {name} | {len(rows)} | " + " | ".join(values) + " |")
    return lines


def text_lines(results: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the lines of the table of texts: one for each system and part, with a column for each set."""
    lines = ["| | " + " | ".join(SETS.values()) + " |", "|" + "---|" * (len(SETS) + 1)]
    for name, rows in rows_by_part(results):
        values = [mean([row["text"] for row in rows if row["set"] == of and "text" in row]) for of in SETS.values()]
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return lines


def rows_by_part(results: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the scores of each part's pages by each system, with a name for the row of a table."""
    for part in (VALIDATION, TUNING):
        for system, runs in results.items():
            yield f"{system}, {part}", [row for row in runs[0]["rows"] if row["part"] == part]


def speed_lines(results: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the lines of the speed table: median, range, and the median of each round's ratio to `UNIT`."""
    lines = ["| | pages/s, one core | range | times trafilatura | peak memory |", "|---|---|---|---|---|"]
    for system, runs in results.items():
        speeds = [run["pages_per_s"] for run in runs]
        ratio = "–"
        if UNIT in results:
            pairs = zip(speeds, results[UNIT], strict=True)
            ratio = f"{statistics.median(speed / unit['pages_per_s'] for speed, unit in pairs):.1f}"
        peak = max(run["peak_mb"] for run in runs)
        spread = f"{min(speeds):.1f} to {max(speeds):.1f}"
        lines.append(f"| {system} | {statistics.median(speeds):.1f} | {spread} | {ratio} | {peak:.0f} MB |")
    return lines


def mean(values: list[float]) -> str:
    """Return the mean in per cent, or a dash if there are no values."""
    return f"{100 * statistics.mean(values):.1f}" if values else "–"


def report(results: dict[str, list[dict[str, Any]]]) -> str:
    """Return the page ``docs/benchmarks.md``."""
    rounds = len(next(iter(results.values())))
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("dateline", "selectolax", *(n for n in results if n != OURS))
    )
    return "\n".join(
        [
            "# The cleaner compared with other tools",
            "",
            "Written by `make bench`. Accuracy is in per cent; text is the F1 score of four-word runs.",
            "",
            "- *Publishers* are pages of 86 news publishers, labelled by another tool's parsers. These sometimes take",
            "  something else for the headline, so 100 is out of reach.",
            "- *Hand-labelled* are pages of eight publishers, *benchmark* those of the article-extraction benchmark.",
            "",
            "The publishers are divided by the hash of their names. The cleaner was tuned on the pages and labels of",
            "two thirds (*tuning*). The other third (*validation*) was used to choose between versions: its scores",
            "were read about ten times. Then its three worst texts were read as well, and faults of a general kind",
            "were fixed, which raised its text scores from 96.9 and 95.8 (publishers, benchmark) to those below. So no",
            "figure here is of pages that had no influence on the cleaner. Expect slightly worse on other sites.",
            "",
            "## Accuracy of fields",
            "",
            *field_lines(results),
            "",
            "## Accuracy of the text",
            "",
            *text_lines(results),
            "",
            "## Speed and memory",
            "",
            f"The median of {rounds} rounds, in processor time of one core. Each system runs in a process of its own,",
            "in turns with the others. The ratio is the median of those of each round. Peak memory is that of the",
            "whole process.",
            "",
            *speed_lines(results),
            "",
            f"With {versions}; Python {platform.python_version()} on {platform.machine()}.",
            "",
        ]
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=LABELLED, help="folder with pages, labels and score.py")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="*", default=[UNIT, "newspaper4k"])
    parser.add_argument("--write", type=Path, help="file for the tables, such as docs/benchmarks.md")
    parser.add_argument("--measure", metavar="SYSTEM", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not (options.data / "score.py").exists():
        raise SystemExit(
            f"{options.data} has no labelled pages. They are not in the repository: name their folder with --data"
        )
    if options.measure:
        print(json.dumps(measure(options.measure, options.data)))
        return
    results = in_turns([OURS, *options.peers], options.rounds, options.data)
    page = report(results)
    print(page)
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

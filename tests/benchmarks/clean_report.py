"""Writes the results of `clean_bench` as the page ``docs/benchmarks.md``."""

import importlib.metadata
import platform
import statistics
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.benchmarks import own_pages
from tests.benchmarks.peers import PACKAGES
from tests.support.paths import ROOT

UNIT = "trafilatura"
ABOUT: Mapping[str, str] = {
    "publishers": "pages of 86 news publishers, labelled by another tool's parsers, which sometimes take something "
    "else for the headline, so 100 is out of reach",
    "hand-labelled": "pages of eight publishers",
    "benchmark": "pages of the article-extraction benchmark",
    "wcxb": "the development part of the Web Content Extraction Benchmark: guides, blogs, news, and pages that are no "
    "articles",
    "longtail": "mixed pages, many of small sites; labels are parts that belong to the text (*with*) or do not "
    "(*without*)",
    "dates": "mixed pages with the day on which they were published",
    "readers": "test pages of programs that clean pages for reading; labels are partly what those programs answer",
}
"""The sets that are known, and what is in them."""
INTRODUCTION = """\
# The cleaner compared with other tools

Each tool is asked only for what it gives, and never for more than page and address. A dash stands for what it does
not give, or what the set has no label for. An exception counts as an empty answer.
"""
ON_OWN_PAGES = """\
## What other sets do not measure

{count} short pages in our own words, in 24 languages, made up after the templates of many sites: two headlines,
kickers, two dates, zones by abbreviation, live blogs, and pages that are no articles. They and their labels are in
`tests/data/own_pages`; `python -m tests.benchmarks.own_pages --misses` lists what is read wrongly. The measures:

- *headline*: the one that the page shows, without a kicker; *valid*: that one, or another that the page gives itself
- *kicker*: what stands above the headline, or nothing where nothing does
- *day* and *minute*, by the page's clock; *zone*: the minute in UTC, of the pages that tell their zone
- *articles* taken for one, *others* refused

The labels were written before any tool had read the pages. On the first attempt dateline had {first}.
These pages are in the test suite since, and so no longer unseen.
"""
ON_SETS = """\
## Labelled pages of real sites

In per cent; in brackets the number of pages. Text is the F1 score of four-word runs, *words* of single words.
*Valid* is a headline that the publisher itself prints for the page, *distinct* one that no other page of the site
was given.

These pages are not part of the repository. Of the publishers in the first three sets, one third is for
*validation*: its scores were used to choose between versions, and three of its texts were read. All others are for
*tuning*: the cleaner was tuned on them, or on part of them. So no figure here is of pages that had no influence on
the cleaner. Expect slightly worse on other sites. Both words speak of dateline; other tools may have been tuned on
some of these pages, too.
"""
ON_A_PUBLIC_SET = """## A set that anybody can fetch

The 181 pages of Zyte's article-extraction-benchmark have a scorer and the answers of other programs beside them:

<!-- not run: it fetches the set from the network; tests/benchmarks answers a made-up one -->
```sh
git clone https://github.com/scrapinghub/article-extraction-benchmark
python -m tests.benchmarks.public_bench article-extraction-benchmark
cd article-extraction-benchmark && python evaluate.py
```

About half of these pages are the *benchmark* set above, on part of which the cleaner was tuned.
"""
FIRST_RESULT = (
    "headline 39 of 41, valid 40,\nkicker 41, day 39, minute 37 of 40, zone 24 of 25, articles 39, others 12 of 16"
)

Lines = list[str]


def report(results: Mapping[str, Any], command: str) -> str:
    """Return the page, given what `clean_bench` measured and the command that was run."""
    count = sum(1 for _ in own_pages.labelled_pages())
    lines = [INTRODUCTION, *_made_by(results, command), ""]
    lines += [ON_OWN_PAGES.format(count=count, first=FIRST_RESULT)]
    lines += [*_table(results["own"], own_pages.MEASURES), ""]
    if "sets" in results:
        lines += [ON_SETS]
        if results["every"] > 1:
            lines += [
                f"Of the further sets one page in {results['every']} was taken, chosen by the hash of its name.",
                "",
            ]
        for name in next(iter(results["sets"].values())):
            lines += _of_set(name, results["sets"])
    lines += [ON_A_PUBLIC_SET]
    if results.get("speed"):
        lines += _of_speed(results["speed"])
    return "\n".join(lines).rstrip() + "\n"


def _made_by(results: Mapping[str, Any], command: str) -> Lines:
    packages = {package for system in results["own"] for package in PACKAGES.get(system, (system,))}
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in sorted(packages))
    git = ["git", "describe", "--always", "--dirty", "--match", "nothing"]
    commit = subprocess.run(git, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False).stdout.strip() or "unknown"
    return [
        f"Measured on {datetime.now(UTC).date()}, commit {commit}, by `{command}`",
        f"with {versions}; Python {platform.python_version()} on {platform.machine()}.",
    ]


def _table(rows: Mapping[str, Mapping[str, Sequence[float]]], measures: Iterable[str], *, right: bool = True) -> Lines:
    """Return a table with a row a tool; a measure is the number of right pages, or else a share, and of how many."""
    shown = [name for name in measures if any(name in row for row in rows.values())]
    sizes = {name: max(int(row[name][1]) for row in rows.values() if name in row) for name in shown}
    lines = [f"| | {' | '.join(f'{name} ({sizes[name]})' for name in shown)} |", "|" + "---|" * (len(shown) + 1)]
    for system, row in rows.items():
        shares = [row[name][0] / (row[name][1] if right else 1) if name in row else None for name in shown]
        lines.append(f"| {system} | {' | '.join('–' if s is None else f'{100 * s:.1f}' for s in shares)} |")
    return lines


def _of_set(name: str, systems: Mapping[str, Any]) -> Lines:
    about = ABOUT.get(name, "a set of your own")
    lines = [f"### {name.capitalize()}", "", f"{about[:1].upper()}{about[1:]}.", ""]
    parts = next(iter(systems.values()))[name]
    for part in parts:
        rows = {f"{system}, {part}": sets[name][part] for system, sets in systems.items() if sets[name][part]}
        measures = dict.fromkeys(measure for row in rows.values() for measure in row)
        lines += [*_table(rows, measures, right=False), ""]
    return lines


def _of_speed(rounds: Sequence[Mapping[str, Any]]) -> Lines:
    lines = [
        "## Speed and memory",
        "",
        f"The median of {len(rounds)} rounds over the pages of the first three sets, in processor time of one core.",
        "Each tool runs in a process of its own, in turns with the others, and has cleaned ten pages before the clock",
        "starts. The ratio is the median of those of each round. Peak memory is that of the whole process.",
        "",
        "| | pages/s, one core | range | times trafilatura | peak memory |",
        "|---|---|---|---|---|",
    ]
    for system in rounds[0]:
        speeds = [found[system]["pages_per_s"] for found in rounds]
        peak = max(found[system]["peak_mb"] for found in rounds)
        ratios = [found[system]["pages_per_s"] / found[UNIT]["pages_per_s"] for found in rounds if UNIT in found]
        ratio = f"{statistics.median(ratios):.1f}" if ratios else "–"
        spread = f"{min(speeds):.1f} to {max(speeds):.1f}"
        lines.append(f"| {system} | {statistics.median(speeds):.1f} | {spread} | {ratio} | {peak:.0f} MB |")
    return lines

"""Compare the cleaner with trafilatura on blogs and official sites: the same posts in the templates of common systems.

    python -m tests.benchmarks.blog_bench [--write docs/benchmarks-blogs.md]

The texts are known exactly, because they are our own (`tests/data/blog_posts`). Around them is what each system's real
template prints: navigation, tags, comments, other posts, and little structured data. The report names the systems that
are not installed, and are left out. Building takes some minutes and downloads packages from npm and PyPI. The scorer is
that of `clean_bench`.
"""

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.blog_plone import plone
from tests.benchmarks.blog_posts import read_posts
from tests.benchmarks.blog_sites import Builder, BuiltPage, NotHereError, govuk, hexo, jekyll, nikola
from tests.benchmarks.blog_wordpress import wordpress
from tests.benchmarks.clean_bench import LABELLED, scorer
from tests.benchmarks.peers import OURS, cleaner

MEASURES = ("headline", "minute", "day", "authors", "text")
UNIT = "trafilatura"
BUILDERS: tuple[Builder, ...] = (wordpress, jekyll, nikola, hexo, govuk, plone)


def build() -> tuple[list[BuiltPage], list[str]]:
    """Return all pages that can be built on this machine, and the reasons why others cannot."""
    posts = read_posts()
    pages: list[BuiltPage] = []
    missing: list[str] = []
    for builder in BUILDERS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                pages += builder(Path(folder), posts)
            except NotHereError as error:
                missing.append(str(error))
    return pages, missing


def scores(pages: Iterable[BuiltPage], data: Path) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Return the scores of each page, by system and template."""
    score = scorer(data)
    systems = {name: cleaner(name) for name in (OURS, UNIT)}
    rows: dict[str, dict[str, list[dict[str, float]]]] = {name: defaultdict(list) for name in systems}
    for page in pages:
        for name, clean in systems.items():
            rows[name][page.template].append(grade(score, page.post.label, clean(page.html, page.url)))
    return rows


def grade(score: ModuleType, label: dict[str, Any], answer: object) -> dict[str, float]:
    """Return a page's scores, from 0 to 1, by the rules in the scorer's docstring."""
    minute, day = score.same_moment(label["published"], score.field(answer, "published_at"))
    text, summary = score.field(answer, "text") or "", score.field(answer, "summary") or ""
    wanted = score.shingles(label["body"])
    return {
        "headline": float(score.folded(label["title"]) == score.folded(score.field(answer, "headline"))),
        "minute": float(minute),
        "day": float(day),
        "authors": score.set_f1(score.author_set(label["authors"]), score.author_set(score.field(answer, "authors"))),
        "text": max(score.multiset_f1(wanted, score.shingles(form)) for form in (text, f"{summary}\n\n{text}")),
    }


def report(rows: dict[str, dict[str, list[dict[str, float]]]], missing: list[str]) -> str:
    """Return the page ``docs/benchmarks-blogs.md``."""
    lines = [
        "# Blogs and official sites",
        "",
        "Written by `python -m tests.benchmarks.blog_bench`. The same eight posts, in five languages and our own",
        "words, are built with templates of common blog systems, of the UK government's services and of Plone, which",
        "many authorities use. Figures are per cent, for dateline / trafilatura with htmldate; text is the F1 score of",
        "four-word runs. Some templates print no time of day (minute) or name no author.",
        "",
        "Two rules of the cleaner were written after a first look at these pages: for the date in an article's own",
        "footer, as in WordPress, and for a line with name, date and tags, as on GOV.UK.",
        "",
        "| template | pages | " + " | ".join(MEASURES) + " |",
        "|" + "---|" * (len(MEASURES) + 2),
    ]
    for template, ours in rows[OURS].items():
        lines.append(_line(template, ours, rows[UNIT][template]))
    every = {name: [row for pages in found.values() for row in pages] for name, found in rows.items()}
    lines.append(_line("**all**", every[OURS], every[UNIT]))
    lines += ["", *(f"Not measured: {reason}." for reason in missing)]
    return "\n".join(lines).rstrip() + "\n"


def _line(name: str, ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> str:
    cells = [f"{_mean(ours, measure)} / {_mean(theirs, measure)}" for measure in MEASURES]
    return f"| {name} | {len(ours)} | " + " | ".join(cells) + " |"


def _mean(rows: list[dict[str, float]], measure: str) -> str:
    return f"{100 * statistics.mean(row[measure] for row in rows):.1f}"


def main() -> None:
    """Build the pages, measure, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=LABELLED, help="folder of score.py")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    pages, missing = build()
    page = report(scores(pages, options.data), missing)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

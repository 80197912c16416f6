"""How well blogs and official sites are read: the same posts in the templates of common systems, beside trafilatura.

    python -m tests.benchmarks.blog_bench [--write docs/benchmarks-blogs.md]

The texts are known to the letter, since they are ours (`tests/data/blog_posts`); around them stands what each system's
real template prints: navigation, tags, comments, other posts, and little structured data. Systems that are not
installed are left out, which is told. Building takes some minutes and asks the registries of npm and PyPI. The
scorer is looked for where `clean_bench` finds it.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.blog_plone import plone
from tests.benchmarks.blog_posts import read_posts
from tests.benchmarks.blog_sites import Builder, BuiltPage, NotHereError, govuk, hexo, jekyll, nikola
from tests.benchmarks.blog_wordpress import wordpress
from tests.benchmarks.clean_bench import DATA, MEASURES, OURS, UNIT, cleaner, grade, mean, scorer

BUILDERS: tuple[Builder, ...] = (wordpress, jekyll, nikola, hexo, govuk, plone)


def build() -> tuple[list[BuiltPage], list[str]]:
    """Return every page that can be built here, and why others cannot."""
    posts, pages, missing = read_posts(), [], []
    for builder in BUILDERS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                pages += builder(Path(folder), posts)
            except NotHereError as error:
                missing.append(str(error))
    return pages, missing


def scores(pages: Iterable[BuiltPage], data: Path) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Return, by system and template, each page's measures."""
    score = scorer(data)
    systems = {name: cleaner(name, score) for name in (OURS, UNIT)}
    rows: dict[str, dict[str, list[dict[str, float]]]] = {name: defaultdict(list) for name in systems}
    for page in pages:
        for name, clean in systems.items():
            rows[name][page.template].append(grade(score, page.post.label, clean(page.html, page.url)))
    return rows


def report(rows: dict[str, dict[str, list[dict[str, float]]]], missing: list[str]) -> str:
    """Return the page ``docs/benchmarks-blogs.md``."""
    lines = [
        "# Blogs and official sites",
        "",
        "Made by `python -m tests.benchmarks.blog_bench`: the same eight posts (five languages, our own words) in the",
        "templates of common blog systems, of the UK government's services and of Plone, which many authorities use.",
        "Per cent, dateline / trafilatura with htmldate; text as the F1 of four-word runs. Some templates print no",
        "time of day (minute), or name no author. Two rules of the cleaner were made after a first look at these",
        "pages: the date in an article's own footer, as WordPress prints it, and a line of name, date and tags, as",
        "GOV.UK does.",
        "",
        "| template | pages | " + " | ".join(MEASURES) + " |",
        "|" + "---|" * (len(MEASURES) + 2),
    ]
    for template, ours in rows[OURS].items():
        lines.append(_line(template, ours, rows[UNIT][template]))
    every = {name: [row for pages in found.values() for row in pages] for name, found in rows.items()}
    lines.append(_line("**all**", every[OURS], every[UNIT]))
    lines += ["", *(f"Left out: {reason}." for reason in missing)]
    return "\n".join(lines).rstrip() + "\n"


def _line(name: str, ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> str:
    cells = [f"{mean([row[m] for row in ours])} / {mean([row[m] for row in theirs])}" for m in MEASURES]
    return f"| {name} | {len(ours)} | " + " | ".join(cells) + " |"


def main() -> None:
    """Build, measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of score.py")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    pages, missing = build()
    page = report(scores(pages, options.data), missing)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

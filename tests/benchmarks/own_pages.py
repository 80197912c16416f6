"""What no public set of pages measures: the minute, the zone, a headline without its kicker, and what is no article.

    python -m tests.benchmarks.own_pages [SYSTEM ...] [--json FILE] [--misses]

The pages in ``tests/data/own_pages`` are in our own words, made up after the templates of many sites; the labels in
``labels.jsonl`` were written by hand, before any program had read the pages. A label has ``headline`` (as the page
shows it, without a kicker), ``also`` (other headlines that the page gives itself), ``kicker``, ``published`` (with an
offset where the page tells its zone, else by the page's clock, or a day), ``modified``, and ``kind``.

Measures, in per cent of the pages that have the label:
    headline  the one that the page shows, but for case, blanks, and forms of quotation marks and dashes
    valid     that one, or another that the page gives itself
    kicker    what stands above the headline, or nothing where nothing does
    day       the calendar day by the page's clock
    minute    the minute, by the page's clock where it tells no zone
    zone      the minute in UTC, of the pages that tell their zone
    articles  articles taken for one; others: other pages refused
"""

import argparse
import html
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import GIVES, OURS, cleaner
from tests.support.paths import DATA

FOLDER = DATA / "own_pages"
MEASURES = ("headline", "valid", "kicker", "day", "minute", "zone", "articles", "others")
_ONE_FORM = {ord(mark): form for form, marks in (("'", "‘’‚ʼ"), ('"', "“”„«»"), ("-", "‐‑–—")) for mark in marks}

Row = dict[str, float]
Totals = dict[str, tuple[int, int]]
"""For each measure how many pages are right, and of how many."""


def labelled_pages() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each label and its page."""
    for line in (FOLDER / "labels.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            label = json.loads(line)
            yield label, (FOLDER / f"{label['id']}.html").read_bytes()


def folded(text: object) -> str:
    """Return a text without what makes no difference between two forms of a headline."""
    plain = html.unescape(text) if isinstance(text, str) else ""
    return " ".join(unicodedata.normalize("NFKC", plain).translate(_ONE_FORM).split()).casefold()


def field(answer: object, name: str) -> Any:  # noqa: ANN401 - what a peer answers has any type
    """Return a field of an answer, which is a mapping or an object."""
    return answer.get(name) if isinstance(answer, dict) else getattr(answer, name, None)


def moment_of(value: object) -> tuple[datetime | None, bool]:
    """Return an answer's time, and whether it has a time of day."""
    if isinstance(value, datetime):
        return value, True
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day), False  # noqa: DTZ001 - a day has no zone
    if not isinstance(value, str):
        return None, False
    try:
        return datetime.fromisoformat(value.strip()), re.search(r"\d:\d", value) is not None
    except ValueError:
        return None, False


def grade_time(stated: str, answer: object) -> Row:
    """Return whether day, minute and zone of a publication are right, each where the label has it."""
    wanted, timed = moment_of(stated)
    found, found_timed = moment_of(answer)
    if wanted is None:
        raise ValueError(f"no time: {stated}")
    row = {"day": 0.0} | ({"minute": 0.0} if timed else {}) | ({"zone": 0.0} if wanted.tzinfo else {})
    if found is None:
        return row
    if wanted.tzinfo is None or found.tzinfo is None:
        row["day"] = float(found.date() == wanted.date())
        same = found_timed and found.replace(tzinfo=None, second=0, microsecond=0) == wanted.replace(tzinfo=None)
    else:
        row["day"] = float(found.astimezone(wanted.tzinfo).date() == wanted.date())
        in_utc = found.astimezone(UTC).replace(second=0, microsecond=0)
        same = found_timed and in_utc == wanted.astimezone(UTC)
    if timed:
        row["minute"] = float(same)
    if wanted.tzinfo:
        row["zone"] = float(same and found.tzinfo is not None)
    return row


def grade(label: dict[str, Any], answer: object, gives: frozenset[str]) -> Row:
    """Return an article's measures, 0 or 1, of what the program gives."""
    row: Row = {}
    if "headline" in gives:
        given = folded(field(answer, "headline"))
        row["headline"] = float(given == folded(label["headline"]))
        row["valid"] = float(given in {folded(form) for form in (label["headline"], *label.get("also", ()))})
    if "published_at" in gives:
        row |= grade_time(label["published"], _stated(answer))
    return row


def _stated(answer: object) -> object:
    """Return an answer's time; a day alone where the program says that it is no more than that."""
    at = field(answer, "published_at")
    return at.date() if field(answer, "published_precision") == "day" and isinstance(at, datetime) else at


def rows_of(system: str) -> dict[str, Row]:
    """Return the measures of each page by its id. An exception counts as an empty answer."""
    clean, gives = cleaner(system), GIVES[system]
    rows: dict[str, Row] = {}
    for label, page in labelled_pages():
        row: Row = {}
        if label["kind"] == "article":
            try:
                answer = clean(page, label["url"])
            except Exception as error:  # noqa: BLE001 - a peer that fails has an empty answer
                print(f"{system}: {label['id']}: {error!r}"[:200], file=sys.stderr)
                answer = {}
            row = grade(label, answer, gives)
            if system == OURS:
                row["kicker"] = float(folded(field(answer, "kicker")) == folded(label.get("kicker")))
        if system == OURS:
            row |= _judged(label, page)
        rows[label["id"]] = row
    return rows


def _judged(label: dict[str, Any], page: bytes) -> Row:
    """Return whether dateline, which alone gives reasons, takes articles and refuses the others."""
    from dateline.tasks.core.cleaning import Page, Verdict, clean_page  # noqa: PLC0415 - peers' runs need none of it

    taken = not isinstance(clean_page(Page(page, label["url"])), Verdict)
    return {"articles": float(taken)} if label["kind"] == "article" else {"others": float(not taken)}


def totals(rows: dict[str, Row]) -> Totals:
    """Return how many pages are right by each measure."""
    found = {name: [row[name] for row in rows.values() if name in row] for name in MEASURES}
    return {name: (round(sum(values)), len(values)) for name, values in found.items() if values}


def main() -> None:
    """Measure the programs that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("systems", nargs="*", default=[OURS], metavar="SYSTEM")
    parser.add_argument("--json", type=Path, help="write each page's measures to this file")
    parser.add_argument("--misses", action="store_true", help="list the pages that a program reads wrongly")
    options = parser.parse_args()
    results = {system: rows_of(system) for system in options.systems}
    for system, rows in results.items():
        print(f"{system}: " + ", ".join(f"{name} {right} of {of}" for name, (right, of) in totals(rows).items()))
    for system, rows in results.items() if options.misses else ():
        for page, row in rows.items():
            if wrong := [name for name, value in row.items() if value < 1]:
                print(f"{system}: {page}: {', '.join(wrong)}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

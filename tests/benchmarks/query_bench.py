"""SQL over an archive with many articles: time and memory of `dateline query`.

    python -m tests.benchmarks.query_bench [--articles 100000] [--records 3000] [--words 400] [--keep FOLDER]

Articles are generated as in `search_bench`, over ten years, whose days are closed. Of these days there is what a query
reads: the Parquet file, the list of the records in it, and the names of the records. The days after them have
``--records`` more articles, in records alone.

The archive is made in a temporary folder; with ``--keep``, in a folder that stays. If that has an archive already, it
is only asked. Each query runs in a process of its own, from the start of the program to its last row.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from dateline.tasks.adapters.archive.parquet import parquet_file
from dateline.tasks.core.archive.columns import columns_digest
from dateline.tasks.core.archive.days import DAYS, DayContent, content_frame, day_keys, sums_key
from dateline.tasks.core.archive.records import article_key, to_json
from dateline.tasks.core.models import Article
from tests.benchmarks.search_bench import FIRST, YEARS_S, Writer
from tests.support.paths import ROOT

PARTS = 5
"""The ten years are made in so many parts of whole days."""
RECORDS_DAYS = 10
END = FIRST + timedelta(seconds=YEARS_S)
_DAY = END - timedelta(days=1000)
_WEEK = (_DAY, _DAY + timedelta(days=7))

QUERIES = {
    "count": ["select count(*) from articles"],
    "by source": ["select source, count(*) from articles group by source"],
    "by day": ["select published_at::date, count(*) from articles group by 1"],
    "text like a word": ["select count(*) from articles where text like '%bemi%'"],
    "headlines of a day, in SQL": [f"from articles select headline where published_at::date = '{_DAY:%F}'"],
    "headlines of a day, as a range": [
        f"from articles select headline where published_at >= '{_DAY:%F}' and published_at < '{_DAY:%F}'::date + 1"
    ],
    "headlines of a week, --since --until": [
        "select headline from articles",
        *(f"--{name}={at:%F}" for name, at in zip(("since", "until"), _WEEK, strict=True)),
    ],
    "one article, by id": ["select headline from articles where id = 'none'"],
}


def compacted(root: Path, articles: int, words: int, part: int) -> None:
    """Write a part of the closed days."""
    span_s = YEARS_S // PARTS
    made = Writer(words, seed=100 + part).articles(articles, FIRST + timedelta(seconds=span_s * part), span_s)
    for day, group in groupby(made, lambda article: article.published_at.date()):
        write_day(root, day, sorted(group, key=article_key))


def write_day(root: Path, day: date, articles: Sequence[Article]) -> None:
    """Write what a query reads of a closed day: its Parquet file, the list of its records, and their names."""
    content = DayContent(columns=columns_digest(), records=tuple((one.id, one.text_hash[:16]) for one in articles))
    lines, table = (root / key for key in day_keys(day))
    lines.parent.mkdir(parents=True)
    lines.write_bytes(content_frame(content))
    (root / sums_key(day)).touch()
    with parquet_file(table, {"dateline": content.model_dump_json()}) as rows:
        for article in articles:
            rows.add(article)
    (root / article_key(articles[0])).parent.mkdir(parents=True)
    for article in articles:
        (root / article_key(article)).touch()


def make(root: Path, articles: int, records: int, words: int) -> None:
    """Make the archive, with a process for each core."""
    newest = Writer(words)  # before the processes start, so that they share its words
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = [pool.submit(compacted, root, articles // PARTS, words, part) for part in range(PARTS)]
        for part in parts:
            part.result()
    for article in newest.articles(records, END, RECORDS_DAYS * 86_400):
        path = root / article_key(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(article))


def ask(root: Path, kind: str, arguments: list[str]) -> None:
    """Run a query, and print its time and memory."""
    environment = os.environ | {"DATELINE_ARCHIVE__PATH": str(root), "DATELINE_CONFIG": str(ROOT / "config")}
    command = [sys.executable, "-m", "dateline", "query", *arguments, "--format=csv"]
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = process.stdout.read().count(b"\n")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    spent_s, clock_s = used.ru_utime + used.ru_stime, time.perf_counter() - began
    print(
        f"{kind:38} processor {spent_s:6.2f} s, by the clock {clock_s:6.2f} s, {used.ru_maxrss / 1024:6,.0f} MB; "
        f"{lines - 1:,} rows",
        flush=True,
    )


def main() -> None:
    """Make an archive, and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("articles", 100_000), ("records", 3000), ("words", 400)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        root = (given.keep or Path(name)).absolute() / "archive"
        if not (root / DAYS).exists():
            make(root, given.articles, given.records, given.words)
        for kind, arguments in QUERIES.items():
            ask(root, kind, arguments)


if __name__ == "__main__":
    main()

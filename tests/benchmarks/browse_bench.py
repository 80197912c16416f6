"""The reading room with many articles: how long each kind of page takes.

    python -m tests.benchmarks.browse_bench [--articles 100000] [--words 400] [--records 100000] [--requests 40]
        [--keep FOLDER]

Articles are generated as in `search_bench`, over ten years, of 40 sources; the index is built from memory. With fewer
``--records`` than articles, only the newest ones have records, and hits of a search without one are left out. With
``--keep``, the index stays in a folder; if that has one already, as `search_bench` makes it of as many articles, it is
asked.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import requests

from dateline.config.loader import Config
from dateline.config.schema import LedgerSettings, LocalArchive, SearchSettings, Settings, Source
from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.adapters.search import folder
from dateline.tasks.core.archive.records import article_key, to_json
from dateline.tasks.core.models import Article
from dateline.tasks.ledger import holding_ledger
from tests.benchmarks.search_bench import AT_ONCE, FIRST, YEARS_S, Writer, build
from tests.support.reading import address_of_article, serving_room

SOURCES = 40


def filed(articles: Iterable[Article], root: Path) -> list[Article]:
    """Write the records of articles, and return these."""
    made = list(articles)
    for article in made:
        path = root / article_key(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(article))
    return made


def measure(address: str, kind: str, paths: list[str]) -> None:
    """Print how long pages of a kind take, from request to the last byte, in ms; processor time with the client's."""
    walls, spent = [], 0.0
    with requests.Session() as session:
        session.get(address + paths[0], timeout=600)
        spent = time.process_time()
        for path in paths:
            began = time.perf_counter()
            answer = session.get(address + path, timeout=600)
            walls.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, answer.text
    spent = 1000 * (time.process_time() - spent) / len(paths)
    cuts = statistics.quantiles(walls, n=20)
    print(
        f"{kind:34} median {statistics.median(walls):7.1f}  p95 {cuts[18]:7.1f}  most {max(walls):7.1f} ms;  "
        f"processor: {spent:6.1f} ms"
    )


def main() -> None:
    """Fill an archive, and ask for its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("articles", 100_000), ("words", 400), ("records", 100_000), ("requests", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        root = Path(name)
        settings = Settings(
            archive=LocalArchive(path=root / "archive"),
            ledger=LedgerSettings(url=f"sqlite:///{root}/ledger.sqlite"),
            search=SearchSettings(path=(given.keep or root) / "search"),
        )
        sources = {f"source-{n}": Source(name=f"source-{n}", feeds=("https://a.example/feed",)) for n in range(SOURCES)}
        writer = Writer(given.words)
        begins = range(0, given.articles, AT_ONCE)[-max(1, given.records // AT_ONCE) :]
        newest = chain.from_iterable(writer.portion(begin, given.articles) for begin in begins)
        sample = filed(newest, root / "archive")[-given.requests :]
        if not folder.exists(settings.search.path):
            build(settings, given.words, given.articles)
        end: date = (FIRST + timedelta(seconds=YEARS_S)).date()
        days = [end - timedelta(days=n + 1) for n in range(given.requests)]
        room = ReadingRoom(Config(root / "config", settings, sources))
        with holding_ledger(settings), serving_room(room) as address:
            n = given.requests
            gc.freeze()  # as the command does; here, it also spares the words that the articles are made of
            measure(address, "start", ["/"] * n)
            measure(address, "newest articles", ["/articles"] * n)
            measure(address, "articles of a source", [f"/articles?source=source-{k % SOURCES}" for k in range(n)])
            measure(address, "articles of a day", [f"/articles/{day:%Y/%m/%d}" for day in days])
            measure(address, "article", [address_of_article(one) for one in sample])
            measure(address, "similar articles", [f"{address_of_article(one)}/similar" for one in sample])
            measure(address, "search for two words", [f"/search?q={writer.query(2)}" for _ in range(n)])
            measure(address, "search for a frequent word", [f"/search?q={word}" for word in writer.vocabulary[:n]])
            measure(address, "sources", ["/sources"] * n)
            measure(address, "source", [f"/sources/source-{k % SOURCES}" for k in range(n)])
            measure(address, "coverage of a month", [f"/coverage?month={day:%Y-%m}" for day in days])
            measure(address, "rejections", ["/rejections"] * n)
            measure(address, "changes", ["/changes"] * n)
            measure(address, "feed of a source", [f"/feeds/source-{k % SOURCES}.xml" for k in range(n)])


if __name__ == "__main__":
    main()

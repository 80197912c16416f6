"""The search index with many articles: how fast it is built, its size, and how long queries take.

    python -m tests.benchmarks.search_bench [--articles 100000] [--words 400] [--queries 500] [--keep FOLDER]

Articles are generated: words of made-up syllables, as frequent as words are (Zipf), 2.5 kB of text each, over
ten years. They go from memory into the index: reading records is the share of the store, not of the index. Another
process generates them and splits them into words, of which only the latter counts as time of the index.

The index is made in a temporary folder; with ``--keep``, in a folder that stays. If it has an index already, that is
only asked.
"""

import argparse
import itertools
import random
import resource
import statistics
import tempfile
import time
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from dateline.config.schema import LedgerSettings, LocalArchive, SearchSettings, Settings
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.search.entries import Entry, entry_of
from dateline.tasks.adapters.search.grouping import group
from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.models import Article, Cleaner, Precision, RawPointer, TimezoneSource
from dateline.tasks.core.search.page import Query
from dateline.tasks.core.search.query import parse

FIRST = datetime(2016, 1, 1, tzinfo=UTC)
YEARS_S = 10 * 365 * 86_400
AT_ONCE, IN_TRANSACTION = 1000, 10_000
_DRAWN_BITS = 22
_AHEAD = 3
_SYLLABLES = [a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ar", "en", "is", "on")]


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """Return so many different words, short ones first, as frequent words are short."""
    words: dict[str, None] = {}
    while len(words) < size:
        most = 1 + len(words).bit_length() // 5
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(1, most)))] = None
    return list(words)


@cache
def _drawn() -> tuple[list[str], list[str]]:
    """Return the vocabulary, and words drawn from it, each as often as it is frequent.

    Drawing from these takes a quarter of the time of drawing by weights.
    """
    words = vocabulary(200_000, random.Random(0))  # noqa: S311 - a load, no secret
    weights = [1 / (rank + 3) ** 1.1 for rank in range(len(words))]
    return words, random.Random(0).choices(words, weights, k=1 << _DRAWN_BITS)  # noqa: S311 - as above


class Writer:
    """Writes articles of words that are as frequent as in a language (Zipf-Mandelbrot)."""

    def __init__(self, words: int, seed: int = 1) -> None:
        self._chance, self._words, self._seed = random.Random(seed), words, seed  # noqa: S311 - a load, no secret
        self.vocabulary, self._drawn = _drawn()

    def text(self, words: int) -> str:
        """Return a text of so many words."""
        return " ".join(self._draw(words))

    def articles(self, count: int, first: datetime = FIRST, span_s: int = YEARS_S) -> Iterator[Article]:
        """Yield so many articles, oldest first, which are spread over a span of time."""
        for begin in range(0, count, AT_ONCE):
            yield from self.portion(begin, count, first, span_s)

    def portion(self, begin: int, count: int, first: datetime = FIRST, span_s: int = YEARS_S) -> Iterator[Article]:
        """Yield those from one number on, which do not depend on whether the others were made."""
        self._chance = random.Random(f"{self._seed} {begin}")  # noqa: S311 - as above
        for number in range(begin, min(begin + AT_ONCE, count)):
            yield self._article(number, first + timedelta(seconds=span_s * number // count))

    def _article(self, number: int, at: datetime) -> Article:
        length = max(20, int(self._chance.gauss(self._words, self._words / 4)))
        return Article.model_construct(
            id=f"{self._chance.getrandbits(256):064x}",
            dedupe_key=f"{number:064x}",
            source=f"source-{number % 40}",
            publisher="publisher.example",
            url=f"https://publisher.example/{number}",
            headline=self.text(9),
            summary=self.text(20),
            text=self.text(length),
            authors=(self.text(2),),
            language=("en", "de", "fr", None)[number % 4],
            published_at=at,
            published_raw=at.isoformat(),
            published_precision=Precision.MINUTE,
            timezone_source=TimezoneSource.PAGE,
            fetched_at=at,
            text_hash=f"{number:064x}",
            raw=RawPointer(segment="raw/source/x", offset=number, digest=f"sha256:{number:064x}"),
            cleaner=Cleaner(name="dateline", version="0"),
        )

    def query(self, words: int) -> str:
        """Return a query as people write them: words of an article, without the 200 most frequent ones."""
        chosen: list[str] = []
        while len(chosen) < words:
            (word,) = self._draw(1)
            if word not in self.vocabulary[:200]:
                chosen.append(word)
        return " ".join(chosen)

    def _draw(self, words: int) -> list[str]:
        numbers = array("I", self._chance.randbytes(4 * words))
        return [self._drawn[number >> (32 - _DRAWN_BITS)] for number in numbers]


@dataclass
class Portion:
    """Some articles as the index holds them, the processor time that this took, and the size of the texts."""

    entries: list[Entry]
    spent_s: float
    bytes: int


_writer = cache(Writer)


def portion(words: int, articles: int, begin: int) -> Portion:
    """Return one portion of so many articles."""
    made = list(_writer(words).portion(begin, articles))
    began = time.process_time()
    entries = [entry_of(article, article.id[:16]) for article in made]
    return Portion(entries, time.process_time() - began, sum(len(article.text.encode()) for article in made))


def portions(words: int, articles: int) -> Iterator[Portion]:
    """Yield all portions, which another process makes."""
    with ProcessPoolExecutor(1) as pool:
        pending: deque[Future[Portion]] = deque()
        for begin in range(0, articles, AT_ONCE):
            pending.append(pool.submit(portion, words, articles, begin))
            if len(pending) > _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def fill(index: SearchIndex, words: int, articles: int) -> tuple[float, int]:
    """Add articles to the index. Return the processor time that the index took, and the size of the texts in bytes."""
    spent_s, size, made = 0.0, 0, portions(words, articles)
    while first := next(made, None):
        began = time.process_time()
        with index.writing():
            for some in itertools.chain([first], itertools.islice(made, IN_TRANSACTION // AT_ONCE - 1)):
                index.add(some.entries)
                spent_s, size = spent_s + some.spent_s, size + some.bytes
        spent_s += time.process_time() - began
    return spent_s, size


def ask(settings: Settings, kinds: dict[str, Sequence[Query]]) -> None:
    """Print how long queries of each kind take, with the index alone (median, p95, p99, most, in ms)."""
    with folder.opened(settings.search.path, "") as index:
        for kind, queries in kinds.items():
            walls, cpus, totals = [], [], []
            for query in queries:
                began, cpu = time.perf_counter(), time.process_time()
                totals.append(index.find(parse(query.text), [], query).total)
                walls.append(1000 * (time.perf_counter() - began))
                cpus.append(1000 * (time.process_time() - cpu))
            cuts, cpu_cuts = statistics.quantiles(walls, n=100), statistics.quantiles(cpus, n=100)
            print(
                f"{kind:34} median {cuts[49]:7.1f}  p95 {cuts[94]:7.1f}  p99 {cuts[98]:7.1f} ms;  processor: median "
                f"{cpu_cuts[49]:7.1f}  p95 {cpu_cuts[94]:7.1f} ms; {statistics.median(totals):,.0f} matches"
            )


def build(settings: Settings, words: int, articles: int) -> None:
    """Build an index of so many articles, and print how long each part takes."""
    ends, began = [time.process_time()], time.perf_counter()
    added = (0.0, 0)
    settings.search.path.mkdir(parents=True, exist_ok=True)

    def built(index: SearchIndex) -> None:
        nonlocal added
        added = fill(index, words, articles)
        ends.append(time.process_time())
        group(index, open_store(settings.archive))
        ends.append(time.process_time())

    folder.build(settings.search.path, "", built)
    ends.append(time.process_time())
    print(f"(generated and built in {time.perf_counter() - began:.0f} s by the clock)")
    parts = {"added": added[0], "grouped into stories": ends[2] - ends[1], "completed": ends[3] - ends[2]}
    for part, seconds in parts.items():
        print(f"{part:34} {1e6 * seconds / articles:9,.0f} µs an article, of processor time")
    print(f"{'built':34} {articles / sum(parts.values()):9,.0f} articles/s of processor time")
    size = sum(file.stat().st_size for file in settings.search.path.iterdir())
    print(f"{'index':34} {size / 1e6:9,.1f} MB, {size / added[1]:.2f} of the texts' {added[1] / 1e6:,.1f} MB")


def main() -> None:
    """Build an index and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        settings = Settings(
            archive=LocalArchive(path=place / "archive", durability="none"),
            ledger=LedgerSettings(url=f"sqlite:///{place}/ledger.sqlite"),
            search=SearchSettings(path=place / "search"),
        )
        if not folder.exists(settings.search.path):
            build(settings, options.words, options.articles)
        writer, queries = Writer(options.words, seed=2), options.queries
        ask(
            settings,
            {
                "one word": [Query(text=writer.query(1)) for _ in range(queries)],
                "two words": [Query(text=writer.query(2)) for _ in range(queries)],
                "three words": [Query(text=writer.query(3)) for _ in range(queries)],
                "a phrase of two words": [Query(text=f'"{writer.query(2)}"') for _ in range(queries)],
                "two words, one source": [Query(text=writer.query(2), sources=("source-7",)) for _ in range(queries)],
                "one of the 200 most frequent words": [Query(text=word) for word in writer.vocabulary[:200]],
            },
        )
        print(f"{'most memory':34} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9,.1f} MB")


if __name__ == "__main__":
    main()

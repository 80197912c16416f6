"""Building the search index from an archive on disk, alone and with another process that reads, in turns.

    python -m tests.benchmarks.index_bench [--articles 20000] [--words 400] [--rounds 2]

Articles are generated as in `search_bench`. The processes share what there is to read, so on idle cores a build takes
at least their processor time, divided by their number.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from dateline.config.schema import LedgerSettings, LocalArchive, SearchSettings, Settings
from dateline.tasks.search import rebuild_index
from tests.benchmarks.search_bench import Writer
from tests.support.filed import file_articles

AT_ONCE = 1000


def main() -> None:
    """Build an index several times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("articles", 20_000), ("words", 400), ("rounds", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        root = Path(name)
        settings = Settings(
            archive=LocalArchive(path=root / "archive", durability="none"),
            ledger=LedgerSettings(url=f"sqlite:///{root}/ledger.sqlite"),
            search=SearchSettings(path=root / "search"),
        )
        articles = list(Writer(options.words).articles(options.articles))
        for first in range(0, len(articles), AT_ONCE):
            file_articles(settings, articles[first : first + AT_ONCE])
        for _ in range(options.rounds):
            for processes in (0, 1):
                measure(settings, processes)


def measure(settings: Settings, processes: int) -> None:
    """Build the index, and print the time of this process, of those that read, and by the clock."""
    began, others, wall = time.process_time(), _of_children(), time.perf_counter()
    articles = rebuild_index(settings, processes=processes).articles
    spent = (time.process_time() - began, _of_children() - others, time.perf_counter() - wall)
    this, readers, clock = (1e6 * seconds / articles for seconds in spent)
    print(
        f"{processes} further processes: {this:5,.0f} µs an article here, {readers:5,.0f} µs there; {clock:6,.0f} µs "
        f"by the clock; at most {1e6 * (1 + processes) / (this + readers):,.0f} articles/s on idle cores",
        flush=True,
    )


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

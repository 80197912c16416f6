"""Other programs on the whole way, for `scale_bench`: each reads the same WARC file and makes an article of each page.

    PYTHON -m tests.benchmarks.scale_peers NAME WARC_URL WARC_FILE

The program is run by an interpreter of its own, because the packages of these programs exclude one another:

- ``trafilatura``: warcio reads the file, and a pool with a process for each core extracts text and metadata.
- ``news-please``: its reader of CC-NEWS. It downloads the file, and takes one process for each file.
- ``fundus``: its reader of CC-NEWS, likewise. It reads only the pages of outlets that it has a parser for, so it is
  given an outlet with a parser for the made-up pages, which tells it where headline, time and text are.

None of them stores anything or looks for duplicates. Prints one JSON object: how many articles came, wall
and processor time, memory.
"""

import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any


def main(name: str, url: str, file: str) -> None:
    """Go one way, and print its figures."""
    work = {"trafilatura": _trafilatura, "news-please": _news_please, "fundus": _fundus}[name](url, file)
    began, before = time.perf_counter(), (_cpu_s(resource.RUSAGE_SELF), _cpu_s(resource.RUSAGE_CHILDREN))
    articles = work()
    wall_s = time.perf_counter() - began
    most_kb = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    run_s, workers_s = _cpu_s(resource.RUSAGE_SELF) - before[0], _cpu_s(resource.RUSAGE_CHILDREN) - before[1]
    told = {"pages": articles, "wall_s": wall_s, "run_s": run_s, "workers_s": workers_s, "memory_mb": most_kb / 1000}
    print(json.dumps(told))


def _cpu_s(who: int) -> float:
    return sum(resource.getrusage(who)[:2])


def _trafilatura(_url: str, file: str) -> Callable[[], int]:
    import trafilatura  # noqa: F401, PLC0415 - installed where this is run, and imported before the time is taken
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - as above

    def bodies() -> Iterator[bytes]:
        with open(file, "rb") as stream:  # noqa: PTH123 - warcio's own way
            yield from (record.content_stream().read() for record in ArchiveIterator(stream))

    def work() -> int:
        with multiprocessing.Pool(os.cpu_count()) as pool:
            articles = sum(pool.imap(_extracts, bodies(), chunksize=8))
            pool.close()
            pool.join()  # so that the processor time of the processes is known
        return articles

    return work


def _extracts(body: bytes) -> bool:
    from trafilatura import bare_extraction  # noqa: PLC0415 - in the process of the pool

    return bare_extraction(body, with_metadata=True) is not None


def _news_please(url: str, _file: str) -> Callable[[], int]:
    from newsplease.crawler.commoncrawl_crawler import CommonCrawlExtractor  # noqa: PLC0415 - as above

    base, _, path = url.rpartition("/")
    extractor = CommonCrawlExtractor()
    extractor._CommonCrawlExtractor__cc_base_url = f"{base}/"

    def work() -> int:
        articles: list[Any] = []
        with tempfile.TemporaryDirectory() as folder:
            extractor.extract_from_commoncrawl(
                path, articles.append, lambda *_: None, strict_date=False, local_download_dir_warc=folder
            )
        return sum(bool(article.title and article.maintext) for article in articles)

    return work


def _fundus(url: str, _file: str) -> Callable[[], int]:
    from fundus.parser import BaseParser, ParserProxy, attribute  # noqa: PLC0415 - as above
    from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing  # noqa: PLC0415
    from fundus.publishers.base_objects import Publisher  # noqa: PLC0415
    from fundus.scraping.html import CCNewsSource  # noqa: PLC0415
    from fundus.scraping.scraper import CCNewsScraper  # noqa: PLC0415
    from fundus.scraping.url import RSSFeed  # noqa: PLC0415
    from lxml.cssselect import CSSSelector  # noqa: PLC0415

    class Gazette(ParserProxy):
        class V1(BaseParser):
            _paragraphs = CSSSelector("article > p")

            @attribute  # type: ignore[untyped-decorator]
            def body(self) -> Any:  # noqa: ANN401
                return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self._paragraphs)

            @attribute  # type: ignore[untyped-decorator]
            def title(self) -> Any:  # noqa: ANN401
                return self.precomputed.meta.get("og:title")

            @attribute  # type: ignore[untyped-decorator]
            def publishing_date(self) -> Any:  # noqa: ANN401
                return generic_date_parsing(self.precomputed.meta.get("article:published_time"))

    site = "https://gazette.example"
    outlet = Publisher(name="Gazette", domain=site, parser=Gazette, sources=[RSSFeed(f"{site}/feed")])
    outlet.__name__, outlet.__group__ = "Gazette", None
    scraper = CCNewsScraper(CCNewsSource(outlet, warc_path=url))
    return lambda: sum(bool(article.title and article.body) for article in scraper.scrape("raise"))


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""Fetch the pages of the fetch benchmark with scrapy, politely: with robots.txt, and one request at a time per host.

``python -m tests.benchmarks.fetch_scrapy PORT HOSTS PAGES AT_ONCE`` prints the seconds from the start to the last page.
"""

import sys
import time
from collections.abc import AsyncIterator

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from tests.benchmarks.fetch_server import PAGE_BYTES, address

SETTINGS = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": True,
    "COOKIES_ENABLED": False,
    "REFERER_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_ENABLED": False,
}


class Pages(scrapy.Spider):
    """Requests the pages of all hosts in turn."""

    name = "pages"

    def __init__(self, port: int, hosts: int, pages: int) -> None:
        super().__init__()
        self.urls = [f"http://{address(host)}:{port}/{page}" for page in range(pages) for host in range(hosts)]
        self.came = 0
        self.began_s = self.ended_s = 0.0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield the requests."""
        self.began_s = time.perf_counter()
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        """Count a page."""
        assert len(response.body) == PAGE_BYTES
        self.came += 1
        self.ended_s = time.perf_counter()


def main(port: int, hosts: int, pages: int, at_once: int) -> None:
    """Crawl, and print the seconds that it took."""
    process = CrawlerProcess(SETTINGS | {"CONCURRENT_REQUESTS": at_once})
    crawler = process.create_crawler(Pages)
    process.crawl(crawler, port=port, hosts=hosts, pages=pages)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, Pages)
    assert spider.came == hosts * pages, spider.came
    print(spider.ended_s - spider.began_s)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

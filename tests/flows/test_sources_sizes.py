"""A site of any size is searched in bounded memory, with a real server, in a process of its own."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest

from dateline.config.schema import Source
from dateline.tasks.adapters.discovery.collect import Discovery, collect
from dateline.tasks.adapters.discovery.context import open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.http.clock import SystemClock
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Window
from tests.support.local_site import Site, serving, settings, source

ENTRIES = 2_500
"""Of each sitemap: more than are remembered."""


def sitemaps(site: Site, number: int) -> Source:
    """Serve an index of so many different sitemaps, each generated on request."""
    for n in range(number):

        def child(_: dict[str, str], n: int = n) -> tuple[int, bytes]:
            return 200, urlset(site, n)

        site.pages[f"/{n}.xml"] = child
    listed = "".join(f"<sitemap><loc>{site.url(f'/{n}.xml')}</loc></sitemap>" for n in range(number))
    site.pages["/index.xml"] = f"<sitemapindex>{listed}</sitemapindex>".encode()
    return source(sitemaps=[site.url("/index.xml")])


def urlset(site: Site, number: int) -> bytes:
    urls = (f"<url><loc>{site.url(f'/a/rather/long/story/{number}/{n}')}</loc></url>" for n in range(ENTRIES))
    return f"<urlset>{''.join(urls)}</urlset>".encode()


def growth_bytes() -> int:
    """Return by how much memory grows when three times as many sitemaps of known pages are read."""
    with serving(Site()) as site, tempfile.TemporaryDirectory() as folder:
        assert search(sitemaps(site, 4), Path(folder), site).refs == ()
        before = psutil.Process().memory_info().rss
        found = search(sitemaps(site, 12), Path(folder), site)
        assert found.warnings == (f"pages that earlier runs had settled, skipped: {12 * ENTRIES}",)
        return psutil.Process().memory_info().rss - before


def search(table: Source, folder: Path, site: Site) -> Discovery:
    ledger = open_ledger(f"sqlite:///{folder}/ledger.sqlite")
    site.asked.clear()
    with open_context(table, Window(), settings(folder).fetch, SystemClock(), ledger) as opened:
        found = collect(parts_of(table), opened, most=1_000, unsettled=lambda _: set())
    ledger.close()
    return found


@pytest.fixture
def process() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        yield one


def test_memory_does_not_grow_with_the_number_of_sitemaps(process: ProcessPoolExecutor) -> None:
    """Three times as many sitemaps and entries take no more memory."""
    assert process.submit(growth_bytes).result() < 12_000_000

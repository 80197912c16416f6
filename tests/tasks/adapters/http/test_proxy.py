"""Fetching through a real HTTP proxy, with CONNECT or absolute URLs, robots.txt too; no name is resolved locally."""

import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.core.models import Reason
from tests.support.local_web import Web, failure, raw, ref, response
from tests.support.proxy import proxying
from tests.tasks.adapters.http.test_fetcher import certificate


def resolve(name: str) -> Sequence[str]:
    """Resolve no public name, as in a company's network."""
    raise OSError(name)


def fetcher(proxy: str, tls: ssl.SSLContext | None = None, **settings: object) -> Fetcher:
    values = {"min_delay_s": 0, "retries": 0, "contact": "test@a.test", "proxy": proxy}
    return Fetcher(FetchSettings.model_validate(values | settings), resolve=resolve, tls=tls)


@pytest.fixture
def web() -> Iterator[Web]:
    """A server with one page at pier.example."""
    with Web() as served:
        served.page("/news", response(b"the pier"), host="pier.example")
        yield served


def test_http_goes_through_the_proxy_with_its_whole_address(web: Web) -> None:
    """The proxy gets absolute URLs for robots.txt and the page; the site gets its own Host header."""
    with proxying(web.port) as proxy, fetcher(proxy.url) as through:
        assert raw(through.fetch(ref("http://pier.example/news"))).body == b"the pier"
    assert proxy.asked == ["GET http://pier.example/robots.txt", "GET http://pier.example/news"]


def test_https_goes_through_a_tunnel_with_the_sites_own_certificate(tmp_path: Path) -> None:
    """One tunnel carries both requests, and the site's own certificate is verified."""
    served, trusted = certificate("pier.example", tmp_path)
    with Web(served) as web, proxying(web.port) as proxy:
        web.page("/news", response(b"the pier"), host="pier.example")
        with fetcher(proxy.url, ssl.create_default_context(cafile=trusted)) as through:
            assert raw(through.fetch(ref("https://pier.example/news"))).body == b"the pier"
    assert proxy.asked == ["CONNECT pier.example:443"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_credentials_are_sent_and_missing_ones_are_reported(web: Web, scheme: str) -> None:
    """With the right credentials pages are fetched; without, the failure says that the proxy wants them."""
    with proxying(web.port, "reader:pa ss") as proxy:
        with fetcher(proxy.url, obey_robots=False) as through:
            failed = failure(through.fetch(ref(f"{scheme}://pier.example/news")))
        assert failed.reason is Reason.FETCH_FAILED
        assert "proxy" in failed.detail
        if scheme == "http":
            address = proxy.url.replace("//", "//reader:pa%20ss@")
            with fetcher(address, obey_robots=False) as through:
                assert raw(through.fetch(ref("http://pier.example/news"))).body == b"the pier"


def test_private_addresses_stay_refused_and_exempt_hosts_are_asked_directly(web: Web) -> None:
    """A proxy opens no way to private addresses; hosts in no_proxy bypass it."""
    with proxying(web.port) as proxy:
        with fetcher(proxy.url) as through:
            refused = failure(through.fetch(ref("http://169.254.169.254/latest/meta-data/")))
        assert refused.reason is Reason.REFUSED_ADDRESS
        with fetcher(proxy.url, no_proxy=["pier.example"]) as direct:
            assert "could not be resolved" in failure(direct.fetch(ref("http://pier.example/news"))).detail
    assert proxy.asked == []


def test_a_proxy_that_is_down_is_named(web: Web) -> None:
    """The failure names the proxy, not the site."""
    with proxying(web.port) as proxy:
        pass
    with fetcher(proxy.url, obey_robots=False) as through:
        failed = failure(through.fetch(ref("http://pier.example/news")))
    assert "the proxy 127.0.0.1" in failed.detail

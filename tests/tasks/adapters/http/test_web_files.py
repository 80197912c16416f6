"""Files on the web that are made for programs: complete or an error, with their type and validators."""

from collections.abc import Iterator

import brotli
import pytest

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.fetcher import NotModified, Validators
from dateline.tasks.adapters.http.web_files import WebFile, WebFiles
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Reason
from tests.support.local_web import HOSTS, Request, Web, redirect, response


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def files() -> WebFiles:
    settings = FetchSettings(min_delay_s=0, retries=0, private_hosts=HOSTS, contact="test@a.test")
    return WebFiles(settings, resolve=lambda _: ["127.0.0.1"])


def test_a_feed_comes_with_its_type_and_address(web: Web) -> None:
    """Redirects are followed; the result has the body, the type and the final URL."""
    web.page("/", redirect("/feed"))
    web.page("/feed", response(b"<rss/>", headers=[("Content-Type", "text/xml; charset=x")]))
    with files() as fetcher:
        feed = fetcher.get(web.url())
    assert feed == WebFile(b"<rss/>", "text/xml; charset=x", web.url("/feed"), Validators())


@pytest.mark.parametrize(
    ("path", "reason", "told"),
    [
        ("/no", Reason.HTTP_STATUS, "the server answered 404 Not Found"),
        ("/wall", Reason.BLOCKED, "the site answered with a bot wall"),
        ("/half", Reason.UNREADABLE, "the body is cut short"),
    ],
)
def test_what_is_no_feed_is_an_error(web: Web, path: str, reason: Reason, told: str) -> None:
    """A bad status, a bot wall or half a body is an error that says so. With its ETag, half would be kept."""
    half = brotli.compress(b"".join(b"<item>%d</item>" % (number * 7919) for number in range(999)))[:-99]
    web.page("/half", response(half, headers=[("Content-Encoding", "br"), ("ETag", '"1"')]))
    web.page("/wall", response(b"<title>Just a moment...</title>"))
    with files() as fetcher, pytest.raises(DiscoveryError, match=told) as error:
        fetcher.get(web.url(path))
    assert error.value.reason is reason


def test_an_unchanged_feed_costs_no_body(web: Web) -> None:
    """The validators of a feed, sent with the next request, yield `NotModified`."""

    def answer(request: Request) -> bytes:
        if request.headers.get("if-none-match") == '"v1"':
            return response(status="304 Not Modified")
        return response(b"<rss/>", headers=[("ETag", '"v1"'), ("Last-Modified", "Mon, 04 May 2026 12:00:00 GMT")])

    web.call("/feed", answer)
    with files() as fetcher:
        feed = fetcher.get(web.url("/feed"))
        assert isinstance(feed, WebFile)
        assert feed.validators == Validators('"v1"', "Mon, 04 May 2026 12:00:00 GMT")
        assert fetcher.get(web.url("/feed"), feed.validators) == NotModified()


def test_a_listing_that_leads_on_is_followed(web: Web) -> None:
    """Home pages of sites in several languages are often such stubs. Two that lead to each other are a loop."""
    stub = b'<meta http-equiv="refresh" content="0; url=%s">'
    web.page("/", response(stub % b"/en/"))
    web.page("/en/", response(b"<a href=/tide>Tide</a>"))
    web.page("/there", response(stub % b"/back"))
    web.page("/back", response(stub % b"/there"))
    with files() as fetcher:
        assert fetcher.get_listing(web.url("/")).url == web.url("/en/")
        with pytest.raises(DiscoveryError, match="there could not be read: the redirects form a loop"):
            fetcher.get_listing(web.url("/there"))
    assert web.paths() == ["/", "/en/", "/there", "/back"]

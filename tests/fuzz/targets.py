"""The parsers of foreign bytes, each with the properties that must hold for any input.

A target takes bytes, and raises if a promise is broken: an undocumented error, or a value that cannot be JSON.
``python -m tests.fuzz`` drives the targets by coverage; the test suite runs their seeds and mutations of these.
"""

import io
import json
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import zstandard
from pydantic import ValidationError

from dateline.config.mistakes import mistakes_of
from dateline.config.schema import FetchSettings, PollSettings, SourceFile
from dateline.tasks.adapters.http.head import read_head
from dateline.tasks.adapters.warc.elsewhere import notes_only
from dateline.tasks.adapters.warc.foreign import read_warc, unchunk
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.adapters.warc.streams import UnreadableFileError
from dateline.tasks.core.archive.records import read_article, read_manifest, read_rejection
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.discovery.autodiscovery import candidates
from dateline.tasks.core.discovery.commoncrawl import read_paths
from dateline.tasks.core.discovery.dates_in_urls import may_lie_in, span_in_url
from dateline.tasks.core.discovery.feed_dates import read_stamp
from dateline.tasks.core.discovery.feeds import read_feed
from dateline.tasks.core.discovery.listings import ListingRules, read_listing
from dateline.tasks.core.discovery.sitemaps import SitemapReader, SitemapRules
from dateline.tasks.core.discovery.url_lists import read_url_list
from dateline.tasks.core.discovery.wayback import read_cdx
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.web.bot_wall import looks_like_bot_wall
from dateline.tasks.core.web.content_encoding import Content, content
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.core.web.retry_after import retry_after_s
from dateline.tasks.core.web.robots import robots_from_response
from dateline.tasks.core.web.urls import absolute, host_of, is_http, registrable_domain, url_key
from tests.fuzz import seeds

URL = "http://quay.example/"
AT = datetime(2026, 3, 4, 8, tzinfo=UTC)
WINDOW = Window(since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 6, 1, tzinfo=UTC))
REF = PageRef(url=URL, source="quay", via="fuzz")
MAX_UNPACKED_BYTES = 1_000_000
FEED_TYPES = (None, None, "text/xml; charset=utf-16", "application/xml; charset=shift_jis", "text/xml; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Target:
    """One parser; ``seeds`` are small inputs that it reads with few or no warnings."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    """What mutations put in: pieces of the format that chance would hardly find."""
    markup: bool = False
    """Whether mutations also move whole tags. Then inputs are shorter: such parsers take a millisecond a kilobyte."""
    lines: bool = False
    """Whether mutations also move whole lines, and give keys the values of others."""

    @property
    def max_bytes(self) -> int:
        """The maximum length of an input."""
        return 1500 if self.markup or self.lines else 4096


def _can_be_stored(refs: Iterable[PageRef]) -> None:
    for ref in refs:
        assert ref.model_dump_json()
        assert urlsplit(ref.url).hostname or not is_http(ref.url)
        may_lie_in(WINDOW, ref)


def _can_be_written(*texts: str | None) -> None:
    for text in texts:
        assert text is None or json.dumps(text, ensure_ascii=False).encode()


def check_url(data: bytes) -> None:
    """URLs are joined, split and keyed; a key is its own key, and an accepted URL can be split and requested."""
    text = data.decode("utf-8", "surrogatepass" if data.isascii() else "replace")
    url = absolute(URL, text)
    key = url_key(text)
    assert url_key(key) == key
    host_of(text)
    registrable_domain(text)
    span_in_url(text)
    if url:
        assert url.isascii()
        assert urlsplit(url).hostname
        assert urlsplit(url).port != 0
        assert absolute("", url) == url


def check_feed(data: bytes) -> None:
    """Any feed is read, and its references can be stored."""
    content_type = FEED_TYPES[len(data) % len(FEED_TYPES)]  # one at a time, for the sake of speed
    reading = read_feed(data, source="quay", via=URL, content_type=content_type)
    _can_be_stored(reading.refs)
    _can_be_written(*reading.warnings)


def check_sitemap(data: bytes) -> None:
    """Any sitemap is read, and its pages can be stored."""
    reader = SitemapReader(io.BytesIO(data), SitemapRules("quay", URL))
    for found in reader:
        _can_be_stored([found] if isinstance(found, PageRef) else [])
        _can_be_written(found.url)
    _can_be_written(*reader.warnings)


def check_robots(data: bytes) -> None:
    """Rules are read and stored as text, and mean the same when they are read again."""
    robots = robots_from_response(200, data, "dateline")
    again = robots_from_response(200, robots.text.encode("utf-8", "replace"), "dateline")
    assert robots.allows(f"{URL}a") == again.allows(f"{URL}a")
    for sitemap in robots.sitemaps:
        absolute(URL, sitemap)


def check_cdx(data: bytes) -> None:
    """Captures of an index can be stored and requested."""
    reading = read_cdx(data)
    _can_be_stored(PageRef(url=capture.url, source="quay", via=capture.raw_url_at(URL)) for capture in reading.captures)
    _can_be_written(reading.resume_key, *reading.warnings)
    read_paths(data, [])


def check_url_list(data: bytes) -> None:
    """Pages and warnings of a list can be stored."""
    warnings: list[str] = []
    _can_be_stored(read_url_list(data, "quay", "list", warnings))
    _can_be_written(*warnings)


def check_listing(data: bytes) -> None:
    """Links of a page can be stored."""
    reading = read_listing(data, ListingRules("quay", URL))
    _can_be_stored(reading.refs)
    _can_be_written(*reading.warnings)


def check_autodiscovery(data: bytes) -> None:
    """Candidates of a home page and a robots.txt can be stored."""
    for found in candidates(data, URL, data):
        _can_be_written(found.url, found.title)


def check_date(data: bytes) -> None:
    """A moment lies within the calendar, by a margin."""
    text = data.decode("utf-8", "replace")
    for timezone in (None, "Europe/Oslo"):
        stamp = read_stamp(text, timezone)
        assert stamp is None or 1 < stamp.at.year < 9999
    retry_after_s(text, AT)


def check_warc(data: bytes) -> None:
    """Records are pages, failures or broken records."""
    with suppress(UnreadableFileError):
        for page in read_warc(io.BytesIO(data), source="quay", via="warc"):
            assert isinstance(page, BrokenRecord) or page.ref.via.startswith("warc#")


def check_segment(data: bytes) -> None:
    """A damaged segment of dateline yields pages and broken records."""
    for _ in read_segment(io.BytesIO(data), "raw/quay.warc.gz", notes_only):
        pass


def check_http(data: bytes) -> None:
    """The head of a response and its chunks are read, and bot walls are recognized."""
    response = read_head(data)
    if response:
        looks_like_bot_wall(response.status, response.headers, response.body)
    unchunk(data)
    looks_like_bot_wall(200, (), data)


def check_content(data: bytes) -> None:
    """A coded body is decoded within its limit, or is a failure."""
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, br"):
        page = RawPage(REF, URL, AT, data, headers=(("Content-Encoding", coding),))
        undone = content(page, MAX_UNPACKED_BYTES)
        assert not isinstance(undone, Content) or len(undone.body) <= MAX_UNPACKED_BYTES


def check_charset(data: bytes) -> None:
    """Bytes become text that can be stored."""
    for content_type in (None, "text/html; charset=utf-16", "text/html; charset=gbk"):
        assert decode(data, content_type).utf8.decode() is not None


def check_record(data: bytes) -> None:
    """Invalid articles, rejections and manifests raise `RecordError` and nothing else."""
    for read in (read_article, read_rejection, read_manifest):
        try:
            read(data, "runs/2026/03/04/run/batch.jsonl")
        except RecordError:
            continue


def check_source(data: bytes) -> None:
    """A source file is valid, or sentences say what is wrong with it."""
    try:
        table = tomllib.loads(data.decode("utf-8", "replace"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    try:
        source = SourceFile.model_validate({"source": {}} | table).source
    except ValidationError as error:
        for mistake in mistakes_of(error, "quay.toml", SourceFile):
            _can_be_written(str(mistake))
            assert mistake.problem
    else:
        assert source.model_dump_json()
        source.fetch_settings(FetchSettings())
        source.poll_settings(PollSettings())


_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://quay.example/1\r\nWARC-Date: 2026-03-04T08:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: 45\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\npier\r\n\r\n"
)
TARGETS = {
    "url": Target(
        check_url, (b"http://[::1]:80/a?b=c#d", b"//quay.example/%41/../b", b"http://[:7]/", b"HTTP:\\\\x.y")
    ),
    "feed": Target(
        check_feed,
        (seeds.RSS, seeds.RSS_OF_MANY, seeds.RDF, seeds.ATOM, seeds.ATOM_OF_MANY, seeds.JSON_FEED),
        seeds.XML_WORDS,
        markup=True,
    ),
    "sitemap": Target(
        check_sitemap,
        (
            seeds.URLSET,
            seeds.NEWS_URLSET,
            seeds.SITEMAP_INDEX,
            b"# pages\nhttp://quay.example/1\n",
            seeds.RSS,
            seeds.ATOM,
        ),
        seeds.SITEMAP_WORDS,
        markup=True,
    ),
    "robots": Target(check_robots, seeds.ROBOTS),
    "cdx": Target(
        check_cdx,
        (
            b'[["timestamp","original"],["20260304080000","http://quay.example/1"],[],["key"]]',
            b"example,quay)/ 20260304080000 http://quay.example/1 text/html 200 A 9\n",
            b"crawl-data/CC-NEWS/2026/03/CC-NEWS-20260304080000-00001.warc.gz\n",
        ),
    ),
    "url_list": Target(check_url_list, (b"# list\nhttp://quay.example/1 # one\nnone\n",)),
    "listing": Target(check_listing, (seeds.HTML, seeds.HTML_OF_MANY), seeds.HTML_WORDS, markup=True),
    "autodiscovery": Target(
        check_autodiscovery, (seeds.HTML, seeds.HTML_OF_MANY, *seeds.ROBOTS), seeds.HTML_WORDS, markup=True
    ),
    "date": Target(
        check_date, (b"Wed, 04 Mar 2026 08:00:00 GMT", b"2026-03-04T08:00:00+01:00", b"9999-12-31T23:59:59Z")
    ),
    "warc": Target(
        check_warc,
        (
            *(_WARC, _WARC * 2, zstandard.compress(_WARC), b"filedesc://a.arc 0.0.0.0 20030405060708 text/plain 9\n"),
            b"\x5d\x2a\x4d\x18\x08\0\0\0\x37\xa4\x30\xec\1\0\0\0" + zstandard.compress(_WARC),
        ),
    ),
    "segment": Target(check_segment, (_WARC, b"filedesc:", b"\x5d\x2a\x4d\x18\1\0\0\0\x37")),
    "http": Target(check_http, (b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\nx", b"4\r\npier\r\n0\r\n\r\n")),
    "content": Target(
        check_content, (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00")
    ),
    "charset": Target(check_charset, (b'<meta charset="gbk">\xc4\xe3', b"\xff\xfea\x00", "blåbær".encode())),
    "record": Target(
        check_record, (b'{"url":"http://quay.example/","source":"q","kind":"new","at":"9999-12-31T23:59:59-14:00"}\n',)
    ),
    "source": Target(
        check_source,
        (seeds.SOURCE, b'[source]\nname = "quay"\nurls = ["http://quay.example/1"]\n'),
        seeds.SOURCE_LINES,
        lines=True,
    ),
}

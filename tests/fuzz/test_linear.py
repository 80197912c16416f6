"""Every reader of foreign bytes takes time that is linear in their number, whatever is repeated in them.

Bytes that are four times as long may take `MOST` times as long, in processor time. Quadratic time would be sixteen.
"""

import time
from collections.abc import Callable

import pytest

from dateline.tasks.core.cleaning import Page, clean_page
from tests.fuzz.targets import AT, TARGETS

SIZE = 40_000
MOST = 9
UNNOTICED_S = 0.4
"""What takes less for the longer bytes is not measured again: no attack is that cheap."""

STORY = b"<html><body><article><h1>Pier opens</h1><p>The pier opened again on Tuesday, the council said.</p>"
CHANNEL = b'<rss version="2.0"><channel><item><title>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
DATA = b"<script type='application/ld+json'>"
UNITS = {
    "cleaner": (
        STORY,
        *(b"<div>", b"<span>x", b"<a href=/x>", b"<a href=/2026/03/04/a>Story of the pier</a> ", b"<p a", b"<p></p>"),
        *(
            b"&amp;",
            b"&#x41;",
            b"<",
            b"<!--",
            b"<!-- x -->",
            b"<![CDATA[",
            b"<script>",
            b"</x",
            b"1",
            b" ",
            b"\n",
            b".",
        ),
        *(
            DATA + b"[",
            DATA + b'{"@type":"NewsArticle","author":{"name":"Ann Berg"}}</script>',
            b'{"a":',
            b"4 May 2026 ",
        ),
        *(b"<meta name=author content='Ann Berg'>", b"<time datetime='2026-03-04T08:00'>4 March</time>", b"Ann Berg "),
        *(b"By Ann Berg, ", b"<p class=byline>By Ann Berg</p>", b"<h1><span>Pier</span>", b"<ul><li>", b"<table><td>"),
        *(b"<p>Read more: <a href=/x>The pier</a></p>", b"<article><h2><a href=/x>Pier opens</a></h2><p>Teaser</p>"),
        *(
            "\u4e2d".encode(),
            b"\xff",
            b"\x1b$B",
            b"<div class='byline date'>",
            b"<svg><title>",
            b"<li><dt>",
            b"<object>",
        ),
    ),
    "feed": (
        CHANNEL,
        b"x",
        b"&amp;",
        b"&x;",
        b"<![CDATA[",
        b"<!--",
        b"<a>",
        b"</a>",
        b"<item><title>x",
        b"<",
        b"<link>",
    ),
    "atom": (ATOM, b"<link href='a'/>", b"<author><name>A</name></author>", b"<content type='xhtml'><div>", b"<x a='"),
    "json": (b'{"items":[', b'{"url":"/a"},', b"[", b'{"items":['),
    "sitemap": (
        b"<urlset>",
        b"<url><loc>http://q.example/1</loc></url>",
        b"<loc>",
        b"<!ENTITY a 'x'>",
        b"<a xmlns='x'>",
    ),
    "robots": (b"User-agent: *\n", b"Disallow: /a*b*c\n", b"*", b"Disallow: /", b"User-agent: x\n", b"\n"),
    "cdx": (
        b"",
        b"q)/ 20260304080000 http://q.example/1 text/html 200 A 9\n",
        b'["20260304080000","http://q/"],',
        b"[",
    ),
    "url_list": (b"", b"http://q.example/1\n", b"http://q.example/", b"#", b" "),
    "listing": (
        b"<body>",
        b"<a href=/2026/03/04/a>Story of the pier</a>",
        b"<a rel=next href=?p=2>n</a>",
        b"<div><li>",
    ),
    "warc": (b"", b"WARC/1.0\r\n", b"X: y\r\n", b" x\r\n", b"\r\n", b"WARC/1.0\r\nContent-Length: 39000\r\n\r\n"),
    "http": (b"HTTP/1.1 200 OK\r\n", b" x\r\n", b"a: b\r\n", b"1\r\na\r\n", b"0"),
    "date": (b"", b"1", b"2026-", b"10:", b"4 March ", b"(", b"+"),
}


def clean(data: bytes) -> None:
    clean_page(Page(data, "http://quay.example/2026/03/04/pier", "text/html; charset=utf-8", AT))


def reader(name: str) -> Callable[[bytes], None]:
    return clean if name == "cleaner" else TARGETS[{"atom": "feed", "json": "feed"}.get(name, name)].check


def took_s(read: Callable[[bytes], None], data: bytes) -> float:
    began = time.process_time()
    read(data)
    return time.process_time() - began


@pytest.mark.parametrize("name", UNITS)
def test_a_reader_is_linear(name: str) -> None:
    """What is repeated to four times the length takes about four times as long; the best of three attempts counts."""
    begin, *units = UNITS[name]
    read = reader(name)
    for unit in units:
        short, long = (begin + unit * (size // len(unit)) for size in (SIZE, 4 * SIZE))
        if took_s(read, long) < UNNOTICED_S:
            continue
        ratio = min(took_s(read, long) for _ in range(3)) / min(took_s(read, short) for _ in range(3))
        assert ratio < MOST, f"{name}: {unit!r} takes {ratio:.0f} times as long"

"""The body of what is not a page is not downloaded: its header decides, or its first bytes if the header does not."""

import gzip
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from dateline.tasks.core.models import Reason
from tests.support.local_web import Send, Web, failure, raw, response

PIECE = 64 * 1024
ENOUGH = 64
"""Pieces that are far more than the system's buffers hold."""
STORY = b"<!doctype html><html><body><h1>The ferry</h1>" + b"<p>It sails again.</p>" * 400


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def endless(head: str, first: bytes, sent: list[int]) -> Send:
    """Send up to a gigabyte while the client reads; append the number of pieces sent to ``sent``."""

    def send(to: socket.socket) -> None:
        to.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIECE)
        to.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode())
        number = 0
        with suppress(OSError):
            for number in range(1 << 14):
                to.sendall(first if not number else b"\0\x01\x02\x03" * (PIECE // 4))
        sent.append(number)

    return send


@pytest.mark.parametrize(
    ("head", "first", "told"),
    [
        ("Content-Type: video/mp4", b"", "a video (video/mp4)"),
        ("Content-Type: video/mp4", b"<html>" + b"x" * PIECE, "a video (video/mp4)"),
        ("Content-Type: multipart/x-mixed-replace", b"", "a stream"),
        ("Content-Type: application/octet-stream", b"\x00\x00\x00\x18ftypmp42" + b"\0" * PIECE, "a video"),
        ("Content-Type: text/plain", b"\0\x01\x02" * PIECE, "neither text nor markup"),
        ("X-Nothing: 1", b"\x1a\x45\xdf\xa3" + b"\0" * PIECE, "a video"),
    ],
)
def test_an_endless_video_is_not_read(web: Web, head: str, first: bytes, told: str) -> None:
    """The request ends at the header or the first piece; the reason names the type, and the connection is closed."""
    sent: list[int] = []
    web.page("/", endless(head, first, sent))
    with web.fetcher(max_transfer_bytes=1 << 30, obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert (page.reason, page.status) == (Reason.NOT_HTML, 200)
    assert told in page.detail
    for thread in web._threads[1:]:
        thread.join()
    assert sent[0] < ENOUGH


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", "text/plain")],
        [("Content-Type", "application/octet-stream")],
        [],
        [("Content-Type", "text/html")],
        [("Content-Type", "application/octet-stream"), ("Content-Encoding", "gzip")],
    ],
)
def test_html_of_a_wrong_type_is_a_page(web: Web, headers: list[tuple[str, str]]) -> None:
    """HTML is read if its type is text, bytes or missing, compressed or not."""
    body = gzip.compress(STORY, 0) if len(headers) == 2 else STORY
    web.page("/", response(body, headers=headers))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == body


def test_only_successful_pages_are_checked_by_type(web: Web) -> None:
    """Feeds and archives are downloaded whatever their type, and so are error pages."""
    body = gzip.compress(STORY) + b"\0" * 9000
    web.page("/", response(body, headers=[("Content-Type", "application/gzip")]))
    web.page("/none", response(body, "404 Not Found", headers=[("Content-Type", "image/png")]))
    with web.fetcher() as fetcher:
        assert getattr(fetcher.ask(web.url()), "body", None) == body
        assert raw(fetcher.fetch(web.ref("/none"))).status == 404


def test_a_compressed_transfer_is_decoded(web: Web) -> None:
    """``Transfer-Encoding: gzip, chunked`` is decoded; a damaged body is a failure with the reason ``unreadable``."""
    packed = gzip.compress(STORY)
    for path, body in (("/", packed), ("/bad", packed[:4] + b"\xff" * 500)):
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 99]), body[i : i + 99]) for i in range(0, len(body), 99))
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
        web.page(path, head + chunks + b"0\r\n\r\n")
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == STORY
        assert failure(fetcher.fetch(web.ref("/bad"))).reason is Reason.UNREADABLE


def test_a_transfer_bomb_ends_at_the_limit(web: Web) -> None:
    """A body that decompresses to more than the limit of a page is too large."""
    bomb = gzip.compress(b"\0" * 30_000_000)
    web.page("/", response(bomb, headers=[("Transfer-Encoding", "gzip"), ("Content-Type", "text/html")]))
    with web.fetcher() as fetcher:
        assert failure(fetcher.fetch(web.ref())).reason is Reason.TOO_LARGE


def test_more_than_a_hundred_headers_are_a_failure(web: Web) -> None:
    """More header fields than the HTTP library accepts are a failure that says so."""
    web.page("/", response(STORY, headers=[(f"X-{number}", "1") for number in range(150)]))
    with web.fetcher() as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.reason is Reason.FETCH_FAILED
    assert "more than 100 headers" in page.detail

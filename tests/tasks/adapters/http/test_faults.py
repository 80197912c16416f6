"""Servers that send too much, send too slowly or do not speak HTTP: each request ends with a reason."""

import gzip
import random
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from itertools import repeat

import pytest

from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.content_encoding import ContentFailure, content
from tests.support.local_web import FakeClock, Send, Web, failure, raw, redirect, response

HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def pieces(*several: bytes, then: bytes | None = None, every_s: float = 0.0) -> Send:
    """Send the given pieces, then ``then`` again and again until the client has closed the connection."""

    def send(to: socket.socket) -> None:
        for piece in several:
            to.sendall(piece)
        pause = threading.Event()
        for piece in repeat(then) if then else ():
            to.sendall(piece)
            pause.wait(every_s)

    return send


def slowly(answer: bytes) -> Send:
    def send(to: socket.socket) -> None:
        threading.Event().wait(0.1)
        to.sendall(answer)

    return send


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b"H"),
        (HEAD, b"X"),
        (HEAD + b"Content-Length: 1000000\r\n\r\n", b"."),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "header", "body", "chunks", "chunk-size", "trailers", "continue"],
)
def test_what_trickles_in_for_ever_ends_at_the_deadline(web: Web, first: bytes, then: bytes) -> None:
    """A byte now and then never exceeds the read timeout, but exceeds the total one."""
    web.page("/", pieces(first, then=then, every_s=0.02))
    began_s = time.monotonic()
    with web.fetcher(total_timeout_s=0.3, read_timeout_s=5, obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.reason in {Reason.TIMEOUT, Reason.FETCH_FAILED}
    if b"0\r\n" not in first and then != b"1":
        assert page.reason is Reason.TIMEOUT
    assert time.monotonic() - began_s < 30


def test_a_silent_server_ends_at_the_read_timeout(web: Web) -> None:
    """A server that never answers is a timeout, and the detail gives the seconds."""
    gate = threading.Event()

    def silent(_: socket.socket) -> None:
        gate.wait(60)

    web.page("/", silent)
    with web.fetcher(read_timeout_s=0.1, obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    gate.set()
    assert page.reason is Reason.TIMEOUT
    assert "silent for 0.1 seconds" in page.detail


def test_the_deadline_counts_over_redirects(web: Web) -> None:
    """The total timeout covers all hops, though each hop alone is fast enough."""
    for number in range(10):
        web.page(f"/{number}", slowly(redirect(f"/{number + 1}")))
    with web.fetcher(total_timeout_s=0.35, max_redirects=20, obey_robots=False) as fetcher:
        assert failure(fetcher.fetch(web.ref("/0"))).reason is Reason.TIMEOUT
    assert len(web.requests) < 6


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 10000000000\r\n\r\n", b"\r\n", b"Transfer-Encoding: chunked\r\n\r\n"],
    ids=["told", "until-closed", "chunked"],
)
def test_a_body_of_ten_gigabytes_ends_at_the_limit(web: Web, head: bytes) -> None:
    """Reading stops at the limit, however the response states the length of its body."""
    sent = []

    def send(to: socket.socket) -> None:
        to.sendall(HEAD + head)
        block = b"x" * 65_536
        for _ in range(150_000):
            to.sendall(b"10000\r\n" + block + b"\r\n" if b"chunked" in head else block)
            sent.append(len(block))

    web.page("/", send)
    with web.fetcher(max_transfer_bytes=100_000, obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.reason is Reason.TOO_LARGE
    assert page.status == 200
    assert "100000 bytes" in page.detail
    assert sum(sent) < 50_000_000


def test_endless_headers_and_trailers_end_at_the_limit(web: Web) -> None:
    """Bytes outside the body count towards the limit too."""
    web.page("/chunked", pieces(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", then=b"A: b\r\n" * 10_000))
    web.page("/continue", pieces(then=b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\n" * 10_000))
    with web.fetcher(max_transfer_bytes=100_000, obey_robots=False) as fetcher:
        for path in ("/chunked", "/continue"):
            assert failure(fetcher.fetch(web.ref(path))).reason is Reason.TOO_LARGE


def test_a_gzip_bomb_is_kept_as_it_came_and_not_unpacked_beyond_the_limit(web: Web) -> None:
    """The raw page keeps the compressed bytes; decompressing it stops at the limit."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    web.page("/", response(bomb, headers=[("Content-Encoding", "gzip"), ("Content-Type", "text/html")]))
    with web.fetcher(max_body_bytes=1_000_000) as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert page.body == bomb
    unpacked = content(page, 1_000_000)
    assert isinstance(unpacked, ContentFailure)
    assert unpacked.reason is Reason.TOO_LARGE


def test_a_redirect_loop_is_seen(web: Web) -> None:
    """Two pages that redirect to each other are detected before the limit of redirects."""
    web.page("/", redirect("/other"))
    web.page("/other", redirect("/"))
    with web.fetcher(max_redirects=20) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.reason is Reason.FETCH_FAILED
    assert "loop" in page.detail
    assert web.paths() == ["/", "/other"]


def test_ever_new_redirects_end(web: Web) -> None:
    """An endless chain of redirects ends at the limit."""
    web.call("/0", lambda _: redirect("/1"))
    for number in range(1, 9):
        web.page(f"/{number}", redirect(f"/{number + 1}"))
    with web.fetcher(max_redirects=3) as fetcher:
        page = failure(fetcher.fetch(web.ref("/0")))
    assert "more than 3 redirects" in page.detail
    assert web.paths() == ["/0", "/1", "/2", "/3"]


def test_a_redirects_own_body_is_not_waited_for(web: Web) -> None:
    """A redirect with an endless body is followed."""
    web.page("/", pieces(HEAD.replace(b"200 OK", b"302 Found") + b"Location: /to\r\n\r\n", then=b"x" * 65_536))
    web.page("/to", response(b"there"))
    with web.fetcher(max_transfer_bytes=100_000) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"there"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"<html>an answer from 1991", "not HTTP"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "not HTTP"),
        (b"HTTP/1.1 abc what\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\nx" % b", ".join([b"gzip"] * 99), "content codings"),
        (b"HTTP/1.1 99999 Strange\r\n\r\n", "not HTTP"),
        (b"\x00\xff" * 500, "not HTTP"),
        (b"", "without a complete response"),
        (HEAD, "without a complete response"),
        (HEAD + b"Content-", "without a complete response"),
        (HEAD + b"X: " + b"x" * 70_000 + b"\r\n\r\n", "too long"),
        (HEAD + b"X: x\r\n" * 200 + b"\r\n", "head of the response"),
        (response(b"half", length=8), "after 4 of 8 bytes"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nbody", "chunks"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "before the body did"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n", "malformed"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", "before the body did"),
    ],
)
def test_an_incomplete_response_is_a_failure_that_says_so(web: Web, answer: bytes, told: str) -> None:
    """The detail says what came instead of a complete HTTP response."""
    web.page("/", pieces(answer))
    with web.fetcher(obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.reason is Reason.FETCH_FAILED
    assert told in page.detail


def test_a_port_where_nobody_listens(web: Web) -> None:
    """The detail says that the connection was refused, and names the host."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with web.fetcher(obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref().model_copy(update={"url": f"http://a.test:{port}/"})))
    assert "a.test refused the connection" in page.detail


def test_bodies_stay_as_they_were_transferred(web: Web) -> None:
    """The transfer coding is removed, the content coding stays, and repeated headers stay separate and in order."""
    packed = gzip.compress(b"a page", mtime=0)
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
    head = b"Content-Encoding: gzip\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n"
    web.page("/", HEAD + head + chunks + b"0\r\n\r\n")
    with web.fetcher() as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert page.body == packed
    assert [value for name, value in page.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


@pytest.mark.parametrize(
    "odd",
    [
        b"this line is no header\r\n",
        b" a continuation of nothing\r\n",
        b": no name\r\n",
        b"No\x00Name\xff: x\r\n",
        b"Bare: one\rtwo\r\n",
        b"Folded: one\r\n\ttwo\r\n",
        b"Spaced : value\r\n",
    ],
)
def test_odd_lines_in_a_head_hide_none_of_its_fields(web: Web, odd: bytes) -> None:
    """Malformed lines are skipped; the fields after them count, including those that frame the body."""
    web.page("/", HEAD + odd + b"Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")
    with web.fetcher() as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert page.body == b"body"
    assert page.header("content-encoding") == "br"


@pytest.mark.parametrize("length", ["8, 8", "8,8 , 8"])
def test_a_length_that_is_stated_several_times_is_one(web: Web, length: str) -> None:
    """Without it, the end of the body would be waited for until the timeout."""
    web.page("/", HEAD + f"Content-Length: {length}\r\n\r\nthe page".encode())
    with web.fetcher(read_timeout_s=5) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"the page"


def test_empty_lines_before_a_response_are_skipped(web: Web) -> None:
    """Some servers end a body with a line more than they stated, so that the next response begins with it."""
    web.page("/", b"\r\n\n" + response(b"the page"))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"the page"


def test_informational_responses_are_passed_over(web: Web) -> None:
    """Responses with status 100 and 103 are skipped until the final one."""
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    web.page("/", b"HTTP/1.1 100 Continue\r\n\r\n" + hints + hints + response(b"the page"))
    with web.fetcher() as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert (page.status, page.body, page.header("link")) == (200, b"the page", None)


def test_no_page_is_lost_to_a_head_of_any_bytes(web: Web) -> None:
    """Random response heads yield a page or a failure, never an exception."""
    made = random.Random(7)  # noqa: S311 - no secret
    bits = [
        b"HTTP/1.1 200 OK",
        b"\r\n",
        b"\n",
        b"\r",
        b":",
        b" ",
        b"Location: /",
        b"Content-Length: ",
        b"-1",
        b"9" * 30,
    ]
    bits += [b"Transfer-Encoding: chunked", b"\xff", b"\0", b"Retry-After: 9", b"Set-Cookie: a=\xff;", b"HTTP/1.1 302 "]
    heads = [b"HTTP/1.1 200 OK\r\n" * (number % 2) + b"".join(made.choices(bits, k=9)) for number in range(150)]
    for number, head in enumerate(heads):
        web.page(f"/{number}", pieces(head))
    with web.fetcher(clock=FakeClock(), read_timeout_s=1) as fetcher:
        pages = [fetcher.fetch(web.ref(f"/{number}")) for number in range(len(heads))]
    assert len(pages) == len(heads)

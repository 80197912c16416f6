"""A fast server for the fetch benchmarks, in a process of its own: one page for every path, and 404 for robots.txt.

With ``stories``, each path is an article of its own, with a headline, a timestamp and text.
"""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

PAGE_BYTES = 20_000

_FIRST_AT = datetime(2024, 1, 1, tzinfo=UTC)
_LINK = '<li><a href="/{n}" class="teaser teaser--small"><span>Harbour news</span></a></li>'
_LINKS = "".join(_LINK.format(n=n) for n in range(180))
_SENTENCE = "The council spoke of the ferry, number {n}, for an hour and put the matter off until the tide turned. "


class _Serve(asyncio.Protocol):
    def __init__(self, stories: bool) -> None:
        self._stories = stories

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._got = b""

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, _, self._got = self._got.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1]))  # type: ignore[attr-defined]  # a transport

    def _answer(self, path: bytes) -> bytes:
        if path == b"/robots.txt":
            return _MISSING
        return _with_head(_story(int(path[1:]))) if self._stories else _PAGE


def _with_head(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def _story(number: int) -> bytes:
    paragraphs = "".join(f"<p>{_SENTENCE.format(n=number * 10 + n) * 4}</p>" for n in range(8))
    published_at = (_FIRST_AT + timedelta(minutes=number)).isoformat()
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>The ferry sails for the {number}th time</title>"
        f"<meta property='og:type' content='article'><meta property='article:published_time' content='{published_at}'>"
        f"</head><body><nav><ul>{_LINKS}</ul></nav><main><article><h1>The ferry sails for the {number}th time</h1>"
        f"{paragraphs}</article></main></body></html>"
    ).encode()


_PAGE = _with_head(b"<p>page" + b"x" * (PAGE_BYTES - 7))
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


async def _main(tell: Connection, stories: bool) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Serve(stories), "0.0.0.0", 0, backlog=512)  # noqa: S104 - all of 127/8
    tell.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _run(tell: Connection, stories: bool) -> None:
    asyncio.run(_main(tell, stories))


@contextmanager
def serving(*, stories: bool = False) -> Iterator[int]:
    """Serve on every loopback address, and yield the port."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(theirs, stories), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def address(number: int) -> str:
    """Return the loopback address of a host, by its number."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"

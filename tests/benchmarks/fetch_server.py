"""A quick server for the fetch benchmarks, in a process of its own: one page for every path, 404 for robots.txt."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

PAGE_BYTES = 20_000


class _Serve(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._got = b""

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, _, self._got = self._got.partition(b"\r\n\r\n")
            self._transport.write(_MISSING if b" /robots.txt " in head[:30] else _PAGE)  # type: ignore[attr-defined]  # a transport


_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (
    PAGE_BYTES,
    b"<p>page" + b"x" * (PAGE_BYTES - 7),
)
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


async def _main(tell: Connection) -> None:
    server = await asyncio.get_running_loop().create_server(_Serve, "0.0.0.0", 0, backlog=512)  # noqa: S104 - all of 127/8
    tell.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _run(tell: Connection) -> None:
    asyncio.run(_main(tell))


@contextmanager
def serving() -> Iterator[int]:
    """Serve on every loopback address, and give the port."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def address(number: int) -> str:
    """Return a loopback address for each of a few hundred hosts."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"

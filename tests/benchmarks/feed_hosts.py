"""Thousands of feeds on loopback, each at a host of its own (in 127.0.0.0/8), and a group that polls them."""

import asyncio
import json
import multiprocessing
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psutil

from dateline.flows.runtime import environment
from dateline.flows.serving.server import temporary_server
from tests.support.paths import ROOT

Figures = dict[str, float]
_DEPLOYMENT = "11111111-1111-4111-8111-111111111111"


class Site(Protocol):
    """What all hosts serve, told apart by their addresses."""

    def body(self, path: str, host: str) -> tuple[bytes, bytes]:
        """Return the validator (``ETag``) and body of a feed, a page or another file of a host."""


def host_of(number: int) -> str:
    """Return the address of a feed's host."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


@contextmanager
def serving(site: Site) -> Iterator[int]:
    """Serve all hosts in a process of its own, and yield the port."""
    told: multiprocessing.Queue[int] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_serve, args=(site, told), daemon=True)
    process.start()
    try:
        yield told.get(timeout=60)
    finally:
        process.terminate()
        process.join()


def _serve(site: Site, told: "multiprocessing.Queue[int]") -> None:
    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(site, r, w), "0.0.0.0", 0, backlog=4096)  # noqa: S104 - all of loopback
        told.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


async def _answer(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of a connection."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            host = re.search(rb"(?i)\r\nhost: *([^\r]+)", head)
            path = head.split(b" ", 2)[1].decode()
            etag, body = site.body(path, host[1].decode() if host else "")
            known = re.search(rb"(?i)\r\nif-none-match: *([^\r]+)", head)
            status, body = (b"304 Not Modified", b"") if known and known[1] == etag else (b"200 OK", body)
            kind = b"text/xml" if path.endswith(".xml") else b"text/html"
            lines = b"HTTP/1.1 %b\r\nETag: %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
            writer.write(lines % (status, etag, kind, len(body)) + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def rounds_of(folder: Path, feeds: int, port: int, module: str, options: Sequence[str]) -> Iterator[Figures]:
    """Make a project of so many feeds, let a module run its group, and yield the figures of each round.

    The module prints a line of JSON a round. ``server_s`` is added, the processor time of the Prefect server since the
    last round, and ``load``, that of the machine.
    """
    _write_project(folder, feeds, port)
    environment.prepare(folder)
    with temporary_server(folder, lambda told: print(told, file=sys.stderr)) as server:
        (process,) = [c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()]
        own = {
            "DATELINE_CONFIG": str(folder / "config"),
            "PREFECT_API_URL": server.api,
            "PREFECT__RUNTIME__DEPLOYMENT__ID": _DEPLOYMENT,
        }
        command = [sys.executable, "-m", module, *options]
        with subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True) as run:
            before = sum(process.cpu_times()[:2])
            for line in run.stdout or ():
                if line.startswith("{"):
                    now = sum(process.cpu_times()[:2])
                    figures = json.loads(line) | {"server_s": now - before, "load": os.getloadavg()[0]}
                    before = now
                    print(f"{feeds} feeds: {figures}", file=sys.stderr)
                    yield figures


def _write_project(folder: Path, feeds: int, port: int) -> None:
    """Write a project whose group has so many sources."""
    sources = folder / "config" / "sources"
    sources.mkdir(parents=True)
    hosts = json.dumps([host_of(number) for number in range(feeds)])
    (folder / "config" / "settings.toml").write_text(
        f"[groups.bench]\ninterval_s = 3600\n[poll]\nadaptive = false\n[fetch]\nprivate_hosts = {hosts}\n"
    )
    for number in range(feeds):
        name = f"feed-{number:06d}"
        text = f'[source]\nname = "{name}"\nfeeds = ["http://{host_of(number)}:{port}/feed.xml"]\n'
        (sources / f"{name}.toml").write_text(f'{text}[source.schedule]\ngroup = "bench"\nfirst_s = 86400\n')

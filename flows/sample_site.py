"""Serves the bundled sample, a small news site, over HTTP on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from dateline.tasks.core.errors import ConfigError

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

SAMPLE = "sample"
"""The name of the source that reads the sample site."""

DEMO_PLACE = "dateline-demo"
"""The folder, below the working folder, of the project into which `dateline demo` archives."""

PORT = 8642
"""The port in the sample's source file. It is the same each time if it is free, because pages are recognized by URL."""
_PORTS_TRIED = 100

FOLDER = Path(__file__).parent.parent / "config" / "sample"


@contextmanager
def serving_sample(port: int = PORT) -> Iterator[str]:
    """Serve the sample on loopback, and yield its URL. If the port is in use, the next free one is taken.

    Port 0 picks any free port.

    Raises:
        ConfigError: none of the next hundred ports is free.
    """
    with _server(port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def sample_source(address: str) -> str:
    """Return the sample's source file, as dateline ships it, for a site at ``address``."""
    shipped = (FOLDER.parent / "sources" / f"{SAMPLE}.toml").read_text(encoding="utf-8")
    return shipped.replace(f"127.0.0.1:{PORT}", address.rpartition("/")[2])


def _server(first: int) -> "ThreadingHTTPServer":
    from http.server import (  # noqa: PLC0415 - slow to import, and the command line needs only the names above
        SimpleHTTPRequestHandler,
        ThreadingHTTPServer,
    )

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/rss+xml"}

        def log_message(self, *_: object) -> None:
            """Do not log requests: the run reports what it fetches."""

    handler = partial(Handler, directory=str(FOLDER))
    for port in range(first, first + _PORTS_TRIED):
        with suppress(OSError):
            return ThreadingHTTPServer(("127.0.0.1", port), handler)
    raise ConfigError(f"the sample site needs a free port: all from {first} to {first + _PORTS_TRIED - 1} are in use")

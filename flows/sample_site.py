"""Serves the bundled sample, a small news site, over HTTP on loopback."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from dateline.config.schema import Source
from dateline.tasks.core.errors import ConfigError

SAMPLE = "sample"
"""The name of the source that reads the sample site."""

PORT = 8642
"""The port in the sample's source file. It is the same each time if it is free, because pages are recognized by URL."""
_PORTS_TRIED = 100

FOLDER = Path(__file__).parent.parent / "config" / "sample"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/rss+xml"}

    def log_message(self, *_: object) -> None:
        """Do not log requests: the run reports what it fetches."""


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


def sample_source() -> Source:
    """Return the source of the sample as dateline ships it, for projects without a file for it."""
    table = tomllib.loads((FOLDER.parent / "sources" / f"{SAMPLE}.toml").read_text(encoding="utf-8"))
    return Source.model_validate(table["source"])


def at_address(source: Source, address: str) -> Source:
    """Return the sample's source for a site at ``address`` instead of the one in its file."""
    here = address.rpartition("/")[2]
    return Source.model_validate_json(source.model_dump_json().replace(f"127.0.0.1:{PORT}", here))


def _server(first: int) -> ThreadingHTTPServer:
    handler = partial(_Handler, directory=str(FOLDER))
    for port in range(first, first + _PORTS_TRIED):
        with suppress(OSError):
            return ThreadingHTTPServer(("127.0.0.1", port), handler)
    raise ConfigError(f"the sample site needs a free port: all from {first} to {first + _PORTS_TRIED - 1} are in use")

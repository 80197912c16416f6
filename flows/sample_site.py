"""Serves the bundled sample, a small news site, over HTTP on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from dateline.tasks.core.errors import ConfigError

SAMPLE = "sample"
"""The name of the source that reads the sample site."""

PORT = 8642
"""The port in the sample's source file. It is fixed, because pages are recognized by their URL."""

FOLDER = Path(__file__).parent.parent / "config" / "sample"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/rss+xml"}

    def log_message(self, *_: object) -> None:
        """Do not log requests: the run reports what it fetches."""


@contextmanager
def serving_sample(port: int = PORT) -> Iterator[str]:
    """Serve the sample on loopback, and yield its URL. Port 0 picks any free port."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(FOLDER)))
    except OSError as error:
        raise ConfigError(
            f"port {port}, which the sample site needs, is in use: stop the program that listens there"
        ) from error
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()

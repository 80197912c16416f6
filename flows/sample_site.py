"""The bundled sample: a small news site, served over real HTTP on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from dateline.tasks.core.errors import ConfigError

SAMPLE = "sample"
"""Name of the source that reads the sample site."""

PORT = 8642
"""As in the sample's source file. Fixed: an article is known by its URL, and so is not fetched again."""

FOLDER = Path(__file__).parent.parent / "config" / "sample"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/rss+xml"}

    def log_message(self, *_: object) -> None:
        """Say nothing: the run says what it fetches."""


@contextmanager
def serving_sample(port: int = PORT) -> Iterator[str]:
    """Serve the sample on loopback, and give its address; port 0 takes any that is free."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(FOLDER)))
    except OSError as error:
        raise ConfigError(f"port {port}, where the sample site is served, is taken: stop what listens there") from error
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()

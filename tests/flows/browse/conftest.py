"""A reading room with content on every page, and a server that must not receive any request."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.reading import Reading, reading
from tests.support.sample_archive import sample_settings


class Spy:
    """A server of another site that records each connection, even one without a request."""

    def __init__(self) -> None:
        self.connections: list[object] = []
        spy = self

        class Server(ThreadingHTTPServer):
            def process_request(self, request: object, client_address: object) -> None:
                spy.connections.append(client_address)
                super().process_request(request, client_address)  # type: ignore[arg-type]

        self.server = Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture(scope="module")
def spy() -> Iterator[Spy]:
    """A server of another site."""
    spy = Spy()
    thread = threading.Thread(target=spy.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield spy
    spy.server.shutdown()
    spy.server.server_close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, spy: Spy) -> Iterator[Reading]:
    """A reading room that is served."""
    folder = tmp_path_factory.mktemp("room")
    with reading(sample_settings(folder), folder, spy.address) as served:
        yield served

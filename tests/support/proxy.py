"""An HTTP proxy on loopback that records its requests, and connects every host to one server."""

import select
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_connection
from threading import Thread
from urllib.parse import urlsplit


class ProxyServer(ThreadingHTTPServer):
    """The proxy. ``asked`` lists the method and target of each request; ``login`` (``user:password``) is required."""

    def __init__(self, leads_to: int, login: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.leads_to = leads_to
        self.wants = f"Basic {b64encode(login.encode()).decode()}" if login else ""
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ProxyServer

    def _is_let_in(self) -> bool:
        self.server.asked.append(f"{self.command} {self.path}")
        if not self.server.wants or self.headers.get("Proxy-Authorization") == self.server.wants:
            return True
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="proxy"')
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def do_GET(self) -> None:
        if not self._is_let_in():
            return
        parts = urlsplit(self.path)
        origin = HTTPConnection("127.0.0.1", self.server.leads_to, timeout=10)
        origin.request("GET", parts.path, headers={"Host": parts.netloc})
        answer = origin.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        origin.close()

    def do_CONNECT(self) -> None:
        if not self._is_let_in():
            return
        with create_connection(("127.0.0.1", self.server.leads_to), timeout=10) as origin:
            self.send_response(200)
            self.end_headers()
            ends = {self.connection: origin, origin: self.connection}
            while True:
                ready, _, _ = select.select(list(ends), [], [], 10)
                for end in ready:
                    piece = end.recv(65_536)
                    if not piece:
                        self.close_connection = True
                        return
                    ends[end].sendall(piece)
                if not ready:
                    return

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def proxying(leads_to: int, login: str = "") -> Iterator[ProxyServer]:
    """Run a proxy that connects every host to the server at the port ``leads_to``."""
    with ProxyServer(leads_to, login) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()

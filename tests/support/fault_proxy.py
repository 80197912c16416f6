"""A proxy before an S3 server that drops connections and answers with errors, before or after passing a request on."""

import hashlib
import http.client
import random
import threading
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

Fault = int | str
"""A status to answer with, ``drop`` for a closed connection, ``lost`` for one closed after the request went through,
``delay`` for an answer that takes a while, ``damage`` for another last byte than the answer's checksum is of."""

DELAY_S = 0.2

REFUSALS = {"AccessDenied": 403, "ExpiredToken": 400, "RequestTimeTooSkewed": 403, "NoSuchBucket": 404}
"""Faults too: answers of S3 that say by their code what only a person can mend, and their status."""


def a_tenth(faults: list[Fault], seed: int) -> Callable[[str, str], Fault | None]:
    """Return a chooser that gives a random fault to every tenth request."""
    chance = random.Random(seed)  # noqa: S311 - faults, no secret
    lock = threading.Lock()

    def choose(_method: str, _path: str) -> Fault | None:
        with lock:
            return chance.choice(faults) if chance.random() < 0.1 else None

    return choose


class FaultProxy:
    """Passes requests on to an endpoint; ``choose`` (method, path) names the fault that a request meets, if any."""

    def __init__(self, endpoint: str, choose: Callable[[str, str], Fault | None]) -> None:
        self.met: Counter[Fault] = Counter()
        self.refuses_checksums = False
        """Whether it is an endpoint that answers 501 to the headers x-amz-checksum-*."""
        self.connections = 0
        self.target = urlsplit(endpoint).netloc
        self.choose = choose
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


_REFUSAL = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{}</Code><Message>no</Message></Error>'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: FaultProxy

    def setup(self) -> None:
        super().setup()
        self.proxy.connections += 1

    def handle(self) -> None:
        """Serve requests until the client is gone; torture kills clients at any moment."""
        with suppress(ConnectionError):
            super().handle()

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionResetError("the client is gone")
        fault = self.proxy.choose(self.command, self.path)
        if self.proxy.refuses_checksums and any(name.lower().startswith("x-amz-checksum-") for name in self.headers):
            self._answer(501, {"content-type": "application/xml"}, _REFUSAL.format("NotImplemented").encode())
            return
        if fault is not None:
            self.proxy.met[fault] += 1
        if isinstance(fault, int):
            self._answer(fault, {}, b"")
            return
        if fault in REFUSALS:
            self._answer(REFUSALS[fault], {"content-type": "application/xml"}, _REFUSAL.format(fault).encode())
            return
        self.close_connection = fault in {"drop", "lost"}
        if fault == "drop":
            return
        if fault == "delay":
            time.sleep(DELAY_S)
        status, headers, data = self._pass_on(body)
        if fault == "damage":
            headers["x-amz-checksum-sha256"] = b64encode(hashlib.sha256(data).digest()).decode()
            data = data[:-1] + b"?"
        if fault != "lost":
            self._answer(status, headers, data)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _handle  # noqa: N815 - the library's names

    def _pass_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.proxy.target, timeout=20)
        connection.request(self.command, self.path, body, dict(self.headers))
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data

    def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response_only(status)
        length = headers.get("content-length") if self.command == "HEAD" else None
        kept = {name: value for name, value in headers.items() if name not in {"connection", "transfer-encoding"}}
        for name, value in {**kept, "content-length": length or str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

"""A gate in front of a server on loopback. Open, it forwards all bytes; shut or silent, it drops or holds them."""

import select
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Gate:
    """Forwards connections to a port of this machine. It can be shut and opened at any time."""

    def __init__(self, port: int) -> None:
        self.is_open = True
        self.is_silent = False
        self.met = threading.Semaphore(0)
        """Released for each connection that met a shut gate."""
        self.holds = threading.Event()
        """Set when a silent gate holds bytes of a client."""
        self._leads_to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(("127.0.0.1", self._leads_to)) as server:
            while True:
                watched = [] if self.is_silent else [client, server]
                if self.is_silent and select.select([client], [], [], 0)[0]:
                    self.holds.set()
                ready, _, _ = select.select(watched, [], [], 0.1)
                if not self.is_open:
                    self.met.release()
                    return
                for one, other in ((client, server), (server, client)):
                    if one in ready and not self._move(one, other):
                        return

    @staticmethod
    def _move(one: socket.socket, other: socket.socket) -> bool:
        data = one.recv(65536)
        if data:
            other.sendall(data)
        return bool(data)

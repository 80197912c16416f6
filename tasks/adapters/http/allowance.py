"""The time and bytes that one page may take, and sockets that observe it.

The timeouts of `requests` restart with every byte. Here each read of a socket may take only the remaining time, so that
headers, handshakes, chunk lines and bodies that trickle in all end in time. A socket finds the `Allowance` of its
request by the thread that makes the request.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dateline.tasks.adapters.http.politeness import Hold

MIN_STEP_S = 0.001
"""A socket timeout of zero would mean non-blocking mode."""

_thread = threading.local()


def _hold_nothing(_step_s: float) -> None:
    pass


class Allowance:
    """The remaining time and bytes that one page may take. Waiting for the host's turn does not count."""

    def __init__(self, total_s: float, read_timeout_s: float, wire_bytes: int) -> None:
        self.left_s = total_s
        self.read_timeout_s = read_timeout_s
        self.left_bytes = wire_bytes
        """Remaining bytes of everything received on the socket, including headers and chunk lines."""
        self.dialled = False
        """Whether the last request needed a new connection."""
        self.answered = False
        """Whether any byte of its response was received."""
        self.hold: Hold = _hold_nothing
        """Called before every step that may take long, with its maximum duration in seconds."""

    @property
    def expired(self) -> bool:
        """Whether no time is left."""
        return self.left_s <= 0

    @property
    def overrun(self) -> bool:
        """Whether more bytes were received than allowed."""
        return self.left_bytes < 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run, and apply the allowance to all connections that this thread uses in the block."""
        started_s, left_s = time.monotonic(), self.left_s
        self._deadline_s = started_s + left_s
        self.dialled = self.answered = False
        _thread.allowance = self
        try:
            yield
        finally:
            _thread.allowance = None
            self.left_s = self._deadline_s - time.monotonic()

    def timeout_s(self, longest_s: float) -> float:
        """Return how many seconds a single step may take.

        Raises:
            TimeoutError: no time is left.
        """
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the time for this page is up")
        step_s = max(min(longest_s, left_s), MIN_STEP_S)
        self.hold(step_s)
        return step_s

    def receive(self, number: int) -> None:
        """Count received bytes.

        Raises:
            OSError: they exceed the allowance.
        """
        self.left_bytes -= number
        self.answered |= number > 0
        if self.overrun:
            raise OSError("more bytes were received than this page may have")


class Deadlined(socket.socket):
    """A socket whose every read and write observes the thread's allowance."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as in the base class
        """Receive bytes within the allowance."""
        allowance = current_allowance()
        self.settimeout(allowance.timeout_s(allowance.read_timeout_s))
        number = super().recv_into(*args, **kwargs)
        allowance.receive(number)
        return number

    def sendall(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as in the base class
        """Send bytes within the allowance."""
        allowance = current_allowance()
        self.settimeout(allowance.timeout_s(allowance.read_timeout_s))
        super().sendall(*args, **kwargs)


class DeadlinedTls(Deadlined, ssl.SSLSocket):
    """The same with TLS. A handshake or a record is one step for the ``ssl`` module, and so is limited as a whole."""


def current_allowance() -> Allowance:
    """Return the allowance of the request that this thread is making."""
    allowance: Allowance = _thread.allowance
    return allowance

"""Ctrl-C and SIGTERM: every command ends within three seconds, with one sentence and exit code 130.

A signal is noticed by a thread of its own, through the wake-up descriptor of the `signal` module: whatever handler
Prefect or asyncio has installed meanwhile, and whatever the main thread is busy with. The main thread is interrupted
as usual, by `KeyboardInterrupt`, and has `GRACE_S` to leave things tidy. Then, or at a second signal, the process ends.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from dateline.flows.cli.exit_codes import ExitCode

GRACE_S = 2.0
"""How long the main thread may take to end by itself."""
_REPEATED_WITHIN_S = 0.3
"""Signals so close together are one: a terminal or ``timeout`` may send several to a process and its group."""
_WRITE_S = 0.3
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_CLEAR_LINE = "\r\x1b[2K\x1b[?25h"
"""Also shows the cursor, which a progress bar hides."""
_SENTENCE = "Interrupted. What was archived stays; the next run goes on from there."


class Interruption:
    """Whether this process was asked to end, and what is to happen then."""

    def __init__(self) -> None:
        self.sentence = _SENTENCE
        self.grace_s = GRACE_S
        self.asked = Event()
        self._before_exit: list[Callable[[], None]] = []

    @contextmanager
    def before_exit(self, action: Callable[[], None]) -> Iterator[None]:
        """Call ``action``, which must be quick, if the process is ended while the block is running."""
        self._before_exit.append(action)
        try:
            yield
        finally:
            self._before_exit.remove(action)

    def watch(self, signals: socket.socket) -> None:
        """Wait for a signal, say so, and end the process after the grace or at a second signal."""
        wanted = {int(number) for number in _SIGNALS}
        while not wanted.intersection(signals.recv(1)):
            continue
        began = time.monotonic()
        self.asked.set()
        _say(self.sentence)
        while (left_s := began + self.grace_s - time.monotonic()) > 0:
            signals.settimeout(left_s)
            with suppress(TimeoutError):
                again = wanted.intersection(signals.recv(1))
                if again and time.monotonic() - began > _REPEATED_WITHIN_S:
                    break
        self.end()

    def end(self) -> None:
        """End the process now."""
        for action in reversed(self._before_exit):
            with suppress(Exception):
                action()
        if sys.stderr.isatty():
            _write(_CLEAR_LINE)
        os._exit(ExitCode.INTERRUPTED)


INTERRUPTION = Interruption()
"""Of this process: signals are a process's, too."""


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let SIGINT and SIGTERM end the block, in the main thread, as this module's docstring says."""
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    ours, python = socket.socketpair()
    python.settimeout(0)
    signal.set_wakeup_fd(python.fileno(), warn_on_full_buffer=False)
    Thread(target=INTERRUPTION.watch, args=(ours,), name="signals", daemon=True).start()
    yield


def leave_signals_to_the_watch() -> None:
    """Do not interrupt the main thread any more: the process ends from the thread that noticed the signal."""
    for number in _SIGNALS:
        signal.signal(number, _do_nothing)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _do_nothing(*_: object) -> None:
    pass


def _say(sentence: str) -> None:
    _write(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}{sentence}\n")


def _write(text: str) -> None:
    """Write to standard error; where nobody reads what a pipe or a terminal holds, that must not hinder the end."""

    def write() -> None:
        with suppress(OSError):  # the terminal may be gone
            os.write(2, text.encode())

    writing = Thread(target=write, name="last words", daemon=True)
    writing.start()
    writing.join(_WRITE_S)

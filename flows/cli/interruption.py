"""Ctrl-C, SIGTERM and SIGHUP: every command exits within three seconds, with one sentence and exit code 130.

A dedicated thread receives signals through the wake-up descriptor of the `signal` module, so that it notices them
whichever handlers Prefect or asyncio have installed and whatever keeps the main thread busy. The main thread gets
`KeyboardInterrupt` as usual and has `GRACE_S` seconds to clean up. After that, or at a second signal, the process
exits.
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
"""How many seconds the main thread has to exit by itself."""
_REPEATED_WITHIN_S = 0.3
"""Signals this close together count as one: a terminal or ``timeout`` may signal both a process and its group."""
_WRITE_S = 0.3
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""SIGHUP comes when the terminal is closed; under ``nohup`` it stays ignored."""
_CLEAR_LINE = "\r\x1b[2K\x1b[?25h"
"""Clears the progress line, and shows the cursor, which a progress bar hides."""
UNCHANGED = "Interrupted. The archive was not changed."
CONTINUES = "Interrupted. Everything archived so far is kept; the next run continues from there."


class Interruption:
    """Whether this process was asked to exit, and what to do before it does."""

    def __init__(self) -> None:
        self.sentence = UNCHANGED
        """What is told when the process ends early. Commands that write set what becomes of it."""
        self.code = ExitCode.INTERRUPTED
        self.grace_s = GRACE_S
        self.asked = Event()
        self._told = Event()
        self._before_exit: list[Callable[[], None]] = []

    @contextmanager
    def before_exit(self, action: Callable[[], None]) -> Iterator[None]:
        """Call ``action``, which must be quick, if the process is terminated inside the block."""
        self._before_exit.append(action)
        try:
            yield
        finally:
            self._before_exit.remove(action)

    def watch(self, signals: socket.socket) -> None:
        """Wait for a signal, announce it, and exit after the grace period or at a second signal."""
        wanted = {int(number) for number in _SIGNALS}
        while not wanted.intersection(signals.recv(1)):
            continue
        began = time.monotonic()
        self.asked.set()
        _say(self.sentence)
        self._told.set()
        while (left_s := began + self.grace_s - time.monotonic()) > 0:
            signals.settimeout(left_s)
            with suppress(TimeoutError):
                again = wanted.intersection(signals.recv(1))
                if again and time.monotonic() - began > _REPEATED_WITHIN_S:
                    break
        self.end()

    def await_sentence(self) -> None:
        """Wait until the sentence is written, so that a process that ends at once does not end without it."""
        self._told.wait(GRACE_S)

    def interrupt(self, sentence: str, code: ExitCode) -> None:
        """End this process as Ctrl-C does, but with this sentence and exit code. Call it in any thread."""
        if not self.asked.is_set():
            self.sentence, self.code = sentence, code
            os.kill(os.getpid(), signal.SIGINT)

    def end(self) -> None:
        """Run the registered actions, then exit at once."""
        for action in reversed(self._before_exit):
            with suppress(Exception):
                action()
        if sys.stderr.isatty():
            _write(_CLEAR_LINE)
        os._exit(self.code)


INTERRUPTION = Interruption()
"""The state of this process. There is one, because signals are sent to a process."""


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let the signals end the block, as the module docstring describes. Call it in the main thread."""
    for number in _heeded():
        signal.signal(number, _interrupt)
    ours, python = socket.socketpair()
    python.settimeout(0)
    signal.set_wakeup_fd(python.detach(), warn_on_full_buffer=False)  # stays open as the interpreter exits
    Thread(target=INTERRUPTION.watch, args=(ours,), name="signals", daemon=True).start()
    yield


def end_within(seconds: float, code: int) -> None:
    """Exit with this code even if the interpreter's own exit takes longer. Signals end the process meanwhile, too.

    When its server is gone, Prefect repeats for minutes what it could not send, and only then lets a process exit.
    """

    def end() -> None:
        time.sleep(seconds)
        os._exit(code)

    leave_signals_to_the_watch()
    Thread(target=end, name="end", daemon=True).start()


def leave_signals_to_the_watch() -> None:
    """Stop interrupting the main thread: from now on, the thread that receives signals ends the process."""
    for number in _heeded():
        signal.signal(number, _do_nothing)


def _heeded() -> Iterator[signal.Signals]:
    for number in _SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            yield number


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _do_nothing(*_: object) -> None:
    pass


def _say(sentence: str) -> None:
    _write(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}{sentence}\n")


def _write(text: str) -> None:
    """Write to standard error, without blocking the exit if a full pipe or terminal is not being read."""

    def write() -> None:
        with suppress(OSError):  # the terminal may be gone
            os.write(2, text.encode())

    writing = Thread(target=write, name="last words", daemon=True)
    writing.start()
    writing.join(_WRITE_S)

"""The log of a Prefect server that runs for months stays short."""

import os
from pathlib import Path

import pytest

from dateline.flows.serving.server_process import KEPT_LOG_BYTES, MAX_LOG_BYTES, shorten_log

LINES = b"".join(b"line %d\n" % number for number in range(1000))


def test_a_long_log_keeps_its_end_and_goes_on(tmp_path: Path) -> None:
    """Lines that others append through their own descriptors follow the kept end."""
    path = tmp_path / "server.log"
    with path.open("ab", buffering=0) as log, path.open("ab", buffering=0) as other:
        log.write(LINES)
        shorten_log(log.fileno(), most=len(LINES) - 1, kept=100)
        assert path.read_bytes() == LINES[-100:]
        other.write(b"later\n")
        assert path.read_bytes() == LINES[-100:] + b"later\n"


def test_a_short_log_and_a_terminal_stay_as_they_are(tmp_path: Path) -> None:
    """Nothing is removed from a short log, or if standard output is not a file."""
    path = tmp_path / "server.log"
    with path.open("ab", buffering=0) as log:
        log.write(LINES)
        shorten_log(log.fileno(), most=len(LINES))
        assert path.read_bytes() == LINES
    reading, writing = os.pipe()
    try:
        shorten_log(writing, most=-1)
    finally:
        os.close(reading)
        os.close(writing)


def test_a_log_that_cannot_be_read_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This happens on systems where opening /dev/fd does not reopen the file."""
    path = tmp_path / "server.log"
    with path.open("ab", buffering=0) as log:
        log.write(LINES)
        monkeypatch.setattr(Path, "open", refuse)
        shorten_log(log.fileno(), most=10, kept=5)
    assert path.stat().st_size == 0
    assert KEPT_LOG_BYTES < MAX_LOG_BYTES


def refuse(*_: object) -> None:
    raise PermissionError

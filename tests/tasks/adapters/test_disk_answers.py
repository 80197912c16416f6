"""Disks that answer, late or never."""

import os
from pathlib import Path
from threading import Event, active_count

import pytest

from dateline.tasks.adapters import disk_answers
from dateline.tasks.adapters.disk_answers import FileOnDisk, answer_of


def test_answers_and_errors_come_from_one_helper(tmp_path: Path) -> None:
    """A thread for each call would cost more than the call."""
    answer_of(tmp_path, tmp_path.stat)
    threads = active_count()
    for number in range(50):
        assert answer_of(tmp_path, lambda number=number: number) == number  # type: ignore[misc]
        with pytest.raises(FileNotFoundError):
            answer_of(tmp_path, (tmp_path / "none").stat)
    assert active_count() == threads


def test_a_disk_that_owes_an_answer_is_asked_again_once_it_has_given_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then, whatever is in the same place is not asked for at all. Other places are."""
    monkeypatch.setattr(disk_answers, "WAIT_S", 0.2)
    answers, answered = Event(), Event()
    there = tmp_path / "there"

    def late() -> None:
        answers.wait()
        answered.set()

    with pytest.raises(TimeoutError, match="its disk has not answered for "):
        answer_of(there / "a", late)
    monkeypatch.setattr(disk_answers, "WAIT_S", 1e6)
    with pytest.raises(TimeoutError):
        answer_of(there / "b", lambda: pytest.fail("it was asked"))
    assert answer_of(tmp_path / "elsewhere" / "c", lambda: 3) == 3
    answers.set()
    answered.wait()
    while disk_answers._owes(there / "b"):
        pass
    assert answer_of(there / "b", lambda: 4) == 4


def test_a_forked_process_has_helpers_of_its_own(tmp_path: Path) -> None:
    """Those of its parent are not there."""
    answer_of(tmp_path, tmp_path.stat)
    child = os.fork()
    if not child:
        os._exit(answer_of(tmp_path, lambda: 7))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    """Its version changes with its content."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"0123456789")
    file = FileOnDisk(str(path))
    assert (file.piece(2, 3), file.piece(8, 9), file.piece(20, 1)) == (b"234", b"89", b"")
    before = file.version()
    path.write_bytes(b"0123")
    assert file.version() != before
    file.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        file.piece(0, 1)

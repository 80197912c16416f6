"""Jobs in threads that keep nothing from ending."""

import subprocess
import sys
from threading import Event

import pytest

from dateline.tasks.adapters.discovery.daemon_threads import in_daemon_threads


def test_results_come_in_order_and_errors_are_raised() -> None:
    """Each future has the result of the job at its place."""

    def fail() -> int:
        raise ValueError("no result")

    with in_daemon_threads([lambda: 1, fail, lambda: 3], 2) as futures:
        assert futures[2].result() == 3
        assert futures[0].result() == 1
        with pytest.raises(ValueError, match="no result"):
            futures[1].result()


def test_what_has_not_begun_at_the_end_is_not_done() -> None:
    """What has begun is waited for."""
    begun, done = Event(), list[int]()

    def first() -> None:
        begun.set()
        left.wait()
        done.append(1)

    left = Event()
    with in_daemon_threads([first, lambda: done.append(2)], 1) as futures:
        assert begun.wait(30)
        futures[1].cancel()
        left.set()
    assert done == [1]
    assert futures[1].cancelled()


def test_a_process_ends_although_a_job_does_not() -> None:
    """Unlike with the threads of an executor."""
    script = (
        "from threading import Event, Thread\n"
        "from dateline.tasks.adapters.discovery.daemon_threads import in_daemon_threads\n"
        "begun = Event()\n"
        "def wait_for_ever():\n"
        "    begun.set(); Event().wait()\n"
        "def work():\n"
        "    with in_daemon_threads([wait_for_ever], 1): pass\n"
        "Thread(target=work, daemon=True).start(); begun.wait()\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=300, check=False).returncode == 0

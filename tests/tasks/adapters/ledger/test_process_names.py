"""Whether the process that a ledger names has ended, of which only this machine's can be observed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.tasks.adapters.ledger.process_names import has_ended, holder_has_ended, process_name, turn_holder

NAMES = """
from dateline.tasks.adapters.ledger.process_names import process_name, turn_holder
print(process_name(), flush=True)
print(turn_holder("fetcher"), flush=True)
input()
"""


def test_a_process_has_ended_as_soon_as_it_was_killed() -> None:
    """Before its parent has waited for it, too; a later process with the same id is another one."""
    with subprocess.Popen([sys.executable, "-c", NAMES], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout
        name, holder = process.stdout.readline().strip(), process.stdout.readline().strip()
        assert not has_ended(name)
        assert not holder_has_ended(holder)
        assert has_ended(f"{name}0")
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it stays a zombie
        assert has_ended(name)
        assert holder_has_ended(holder)
    assert holder_has_ended(holder)


@pytest.mark.parametrize("name", ["", "fetcher", "fetcher pid:[1] host:1:1", "a b c d"])
def test_a_holder_that_cannot_be_observed_counts_as_running(name: str) -> None:
    """Its turn ends by itself. Names without a process are those of version 0.1.0."""
    assert not holder_has_ended(name)


def test_a_holder_of_another_machine_or_container_counts_as_running() -> None:
    """Their process ids say nothing here, also if the other machine has the same host name."""
    fetcher, pids, process = turn_holder("fetcher").split(" ")
    ended = f"{process}0"
    assert holder_has_ended(f"{fetcher} {pids} {ended}")
    assert not holder_has_ended(f"{fetcher} pid:[1] {ended}")
    assert not holder_has_ended(f"{fetcher} {pids} other-{ended}")
    namespace = str(Path("/proc/self/ns/pid").readlink())  # the first one has the same number in every kernel
    assert not holder_has_ended(f"{fetcher} {namespace} {ended}")
    assert not holder_has_ended(f"{fetcher} other-boot/{namespace} {ended}")
    assert process == process_name()

"""Whether the process that a ledger names has ended, of which only this machine's can be observed."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.tasks.adapters.fetching.batch_owner import is_abandoned, is_run_abandoned
from dateline.tasks.adapters.ledger.process_names import (
    has_ended,
    holder_has_ended,
    is_this_process,
    process_name,
)
from tests.support.records import an_open_batch

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


def elsewhere(**changed: str) -> str:
    """The name of a process that has ended, in a place that differs from this one as said."""
    place, pid, started = process_name().rsplit(":", 2)
    host, machine, boot, pids = place.split("/")
    parts = {"host": host, "machine": machine or "m1", "boot": boot, "pids": pids} | changed
    return f"{'/'.join(parts.values())}:{pid}:{started}0"


def test_a_host_name_is_no_evidence() -> None:
    """Processes of machines and containers with the same host name, or even machine-id, cannot be observed."""
    for place in (
        {"boot": "other", "machine": "other"},
        {"boot": "other", "machine": ""},
        {"boot": "other", "host": "other"},
        {"pids": "pid:[1]"},
    ):
        assert has_ended(elsewhere(**place)) is None, place
        assert not holder_has_ended(f"fetcher {elsewhere(**place)}"), place


def test_the_same_kernel_is_evidence_under_any_host_name() -> None:
    """Laptops change their host names with the network."""
    assert has_ended(elsewhere(host="other", machine="other"))
    assert holder_has_ended(f"fetcher {elsewhere(host='other')}")
    running = elsewhere(host="other").removesuffix("0")
    assert has_ended(running) is False
    assert not is_this_process(running)
    assert is_this_process(process_name())


@pytest.mark.skipif(not Path("/etc/machine-id").exists(), reason="this system has no machine-id")
def test_processes_of_an_earlier_boot_have_ended() -> None:
    """After a power cut, nobody waits for them."""
    assert has_ended(elsewhere(boot="earlier", pids="pid:[1]"))


def test_names_of_earlier_versions_are_read() -> None:
    """They say the host name only, which is believed."""
    host, pid, started = socket.gethostname(), os.getpid(), process_name().rpartition(":")[2]
    assert has_ended(f"{host}:{pid}:{started}") is False
    assert has_ended(f"{host}:{pid}:{started}0")
    assert has_ended(f"another-{host}:{pid}:{started}") is None


@pytest.mark.parametrize("name", ["", "host", "host:1", "host:x:1", "a/b/c", "a/b/c:d:e:f"])
def test_what_is_no_name_of_a_process_says_nothing(name: str) -> None:
    """Such as that of a later version."""
    assert has_ended(name) is None


def test_a_batch_waits_for_its_owner_if_that_may_be_alive() -> None:
    """An ended owner leaves its batch at once, one that cannot be observed an hour after it last renewed its claim."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    batch = an_open_batch(now - timedelta(hours=3), kept_at=now - timedelta(minutes=50), owner=elsewhere())
    assert is_abandoned(batch, now)
    twin = batch.model_copy(update={"owner": elsewhere(pids="pid:[1]")})
    assert not is_abandoned(twin, now)
    assert is_abandoned(twin, now + timedelta(minutes=15))
    assert is_abandoned(
        batch.model_copy(update={"owner": process_name()}), now
    )  # an earlier run of this process left it


def test_a_run_of_another_machine_is_at_work_for_a_day_or_while_its_batches_are() -> None:
    """Whether its process lives cannot be seen, and finding pages may take long. Of this machine's, it can."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    batch = an_open_batch(now, owner=elsewhere())
    renewed = batch.model_copy(update={"owner": elsewhere(pids="pid:[1]")})
    for process in (elsewhere(pids="pid:[1]"), ""):  # earlier versions noted none
        assert not is_run_abandoned(process, now - timedelta(hours=20), [], now)
        assert is_run_abandoned(process, now - timedelta(hours=30), [], now)
        assert is_run_abandoned(process, now - timedelta(hours=30), [batch], now)
        assert not is_run_abandoned(process, now - timedelta(hours=30), [renewed], now)
    assert is_run_abandoned(elsewhere(), now, [], now)
    assert not is_run_abandoned(process_name(), now - timedelta(days=9), [], now)

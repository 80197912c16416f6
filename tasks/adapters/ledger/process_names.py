"""Names under which processes claim batches and turns in a ledger, and whether such a process has ended."""

import os
import socket
from pathlib import Path


def process_name() -> str:
    """Return ``host:pid:start`` of this process. The start tells it from a later process with the same pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_of_this_machine(name: str) -> bool:
    """Return whether a process ran on this machine. Only then `has_ended` can tell."""
    return name.rsplit(":", 2)[0] == socket.gethostname()


def is_this_process(name: str) -> bool:
    """Return whether the name, of a process of this machine, has the id of this one."""
    return int(name.rsplit(":", 2)[1]) == os.getpid()


def has_ended(name: str) -> bool:
    """Return whether a process of this machine has ended."""
    _, pid, started = name.rsplit(":", 2)
    return started != _started(int(pid))


def turn_holder(fetcher: str) -> str:
    """Return the name under which a fetcher of this process takes turns at hosts."""
    return f"{fetcher} {_pids()} {process_name()}"


def holder_has_ended(name: str) -> bool:
    """Return whether the process of `turn_holder` is known to have ended.

    False if it cannot be observed: on another machine, or in a container with process ids of its own.
    """
    _, pids, process = name.split(" ") if name.count(" ") == 2 else ("", "", "")  # noqa: PLR2004 - the parts of a name
    return bool(process) and pids == _pids() and is_of_this_machine(process) and has_ended(process)


def _pids() -> str:
    """Return the namespace in which process ids are unique (pid_namespaces(7)), or "" if it is unknown.

    Numbers of namespaces are unique in one kernel only, so the id of its boot (proc(5)) precedes them: copies of one
    machine may have the same host name.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Return a process's start time in clock ticks since boot, or "" if it has ended.

    From proc(5), stat fields 3 and 22. "unknown" if the process exists and the time cannot be read.
    """
    try:
        # The second field, the command, may contain spaces and parentheses: count from the end of it.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return "" if fields[0] in {"Z", "X"} else fields[19]  # a zombie has closed all of its files
    except (OSError, IndexError):
        return "" if not _answers(pid) else "unknown"


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

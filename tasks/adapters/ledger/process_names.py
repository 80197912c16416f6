"""Names under which processes claim batches and turns in a ledger, and whether such a process has ended."""

import functools
import os
import socket
from dataclasses import dataclass
from pathlib import Path

_MACHINE_ID = Path("/etc/machine-id")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class _Process:
    """What a name says: ``host/machine/boot/pids:pid:start``, or ``host:pid:start`` in earlier versions."""

    host: str
    machine: str
    """The id of the system (machine-id(5)), or "". Copies of a machine, and containers of an image, may share it."""
    kernel: str
    """The id of the kernel's boot, and the namespace in which process ids are unique, or ""."""
    pid: int
    started: str
    """When the process started, which tells it from a later one with the same id."""

    @property
    def boot(self) -> str:
        """The id of the kernel's boot alone."""
        return self.kernel.partition("/")[0]


def process_name() -> str:
    """Return the name of this process, which no other process has, on this machine or another."""
    return f"{_here()}:{os.getpid()}:{_started(os.getpid())}"


def is_this_process(name: str) -> bool:
    """Return whether the name is that of this process."""
    return name == process_name()


def has_ended(name: str) -> bool | None:
    """Return whether a process has ended, or None if that cannot be known here.

    Processes can be observed under the same kernel, in the same namespace of process ids. Those of an earlier boot of
    this machine have ended. A host name proves nothing, because several machines or containers may have the same; it
    has to do for names of earlier versions, and on systems that tell no more.
    """
    found, own = _parsed(name), _parsed(process_name())
    if found is None or own is None:
        return None
    is_near = found.kernel == own.kernel if found.kernel and own.kernel else found.host == own.host
    if is_near:
        return found.started != _started(found.pid)
    is_rebooted = found.boot != own.boot and found.host == own.host and found.machine == own.machine != ""
    return True if is_rebooted else None


def machine_and_boot() -> tuple[str, str]:
    """Return a name of this machine and one of its boot. On systems that tell no more, the second is the host name.

    The first is "" if the system does not tell it. Containers on a machine may have other names for it, but not for its
    boot.
    """
    own = _parsed(process_name())
    if own is None or not own.kernel:
        return "", socket.gethostname()
    return (f"{own.host}/{own.machine}" if own.machine else ""), own.boot


def turn_holder(fetcher: str) -> str:
    """Return the name under which a fetcher of this process takes turns at hosts."""
    return f"{fetcher} {process_name()}"


def holder_has_ended(name: str) -> bool:
    """Return whether the process of `turn_holder` is known to have ended.

    False for names of earlier versions, which do not say enough: such a turn ends by itself.
    """
    process = name.partition(" ")[2]
    found = _parsed(process)
    return found is not None and bool(found.kernel) and has_ended(process) is True


def _parsed(name: str) -> _Process | None:
    """Return what a name says, or None if it is no name of a process."""
    rest, _, started = name.rpartition(":")
    place, _, pid = rest.rpartition(":")
    host, machine, kernel = (*place.split("/", 2), "", "")[:3]
    return _Process(host, machine, kernel, int(pid), started) if pid.isdecimal() else None


@functools.cache
def _here() -> str:
    """Return ``host/machine/boot/pids``, or the host name alone on systems other than Linux."""
    try:
        kernel = f"{_BOOT_ID.read_text(encoding='ascii').strip()}/{Path('/proc/self/ns/pid').readlink()}"
    except (OSError, ValueError):
        return socket.gethostname()
    try:
        machine = _MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        machine = ""
    return f"{socket.gethostname()}/{machine}/{kernel}"


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

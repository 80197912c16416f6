"""What the soak measures: the processes of `dateline serve`, and its files."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from statistics import fmean
from typing import Any

import psutil

Figures = dict[str, Any]
MB = 1 << 20
_SUMMED = ("rss_mb", "open_files", "sockets", "threads")
SERVER = "dateline.flows.serving.server_process"


class Tree:
    """`dateline serve` and its descendants: it and its Prefect server are permanent, the others are runs."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._cpu_s = 0.0
        self._looks: list[Figures] = []

    def _all(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]

    def look(self) -> None:
        """Look at every process once."""
        seen = [found for one in self._all() if (found := _look(one))]
        standing = [one for one in seen if one["pid"] == self._root.pid or SERVER in one["command"]]
        runs = [one for one in seen if one not in standing]
        self._cpu_s = sum(one["cpu_s"] for one in seen)
        self._looks.append(
            {f"standing_{key}": sum(one[key] for one in standing) for key in _SUMMED}
            | {f"all_{key}": sum(one[key] for one in seen) for key in _SUMMED}
            | {"run_rss_mb": max((one["rss_mb"] for one in runs), default=None), "processes": len(seen)}
        )

    def figures(self) -> Figures:
        """Return the figures since the last call: means of permanent processes, peaks of all."""
        looks, self._looks = self._looks, []
        peaks = {key: max((look[key] for look in looks if look[key] is not None), default=None) for key in looks[0]}
        means = {key: fmean(look[key] for look in looks) for key in looks[0] if key.startswith("standing_")}
        rounded = {key: value if value is None else round(value, 1) for key, value in (peaks | means).items()}
        return rounded | {"cpu_s": round(self._cpu_s, 1)}


def _look(process: psutil.Process) -> Figures | None:
    """Return a process's figures, or None if it has ended."""
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied, OSError), process.oneshot():
        opened = list(_opened(process.pid))
        return {
            "pid": process.pid,
            "command": process.cmdline(),
            "rss_mb": process.memory_info().rss / MB,
            "open_files": len(opened),
            "sockets": sum(name.startswith("socket:") for name in opened),
            "threads": process.num_threads(),
            "cpu_s": sum(process.cpu_times()[:4]),  # with that of children that have ended
        }
    return None


def _opened(pid: int) -> Iterator[str]:
    for entry in os.scandir(f"/proc/{pid}/fd"):
        with suppress(OSError):
            yield os.readlink(entry.path)  # noqa: PTH115 - what it names is no file for sockets


def files(folder: Path) -> int:
    """Return how many files are below a folder."""
    return sum(len(names) for _, _, names in os.walk(folder))


def size(path: Path) -> int:
    """Return the size of a file in bytes, including the files that SQLite keeps beside it."""
    return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*") if part.is_file())


def on_disk(folder: Path, temporary: Path) -> Figures:
    """Return the figures of the project in a folder."""
    ledger = folder / ".dateline" / "ledger.sqlite"
    outcomes = _count(ledger, "SELECT count(*) FROM pages")
    return {
        "temporary_files": files(temporary) + files(folder / "archive" / ".tmp"),
        "archive_objects": files(folder / "archive"),
        "ledger_bytes": size(ledger),
        "ledger_outcomes": outcomes,
        "ledger_bytes_per_outcome": round(size(ledger) / outcomes) if outcomes else None,
        "prefect_bytes": size(folder / ".prefect" / "prefect.db"),
        "server_log_bytes": size(folder / ".prefect" / "server.log"),
    }


def _count(database: Path, query: str) -> int:
    if not database.exists():
        return 0
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        return int(reader.execute(query).fetchone()[0])
    return 0

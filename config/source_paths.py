"""Looks for the files and folders that sources name.

One that is missing is a mistake of its source alone, because it may be on a disk that is not mounted at the moment: the
configuration is loaded nevertheless, and the runs of that source say what they cannot read.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal

from dateline.config.mistakes import Mistake, in_toml
from dateline.config.schema import Source

WAIT_S = 10.0
"""How many seconds the next answer of the file system is awaited. That of a network disk may never come."""

Kind = Literal["file", "folder"]
Trouble = tuple[str, str]
"""What is wrong with a path, and what to do."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A path, and where a source names it."""

    source: str
    key: str
    path: Path
    kind: Kind


def mistakes_of_paths(folder: Path, sources: Iterable[Source]) -> Iterator[Mistake]:
    """Yield a mistake for each path that cannot be read, of the enabled ones of these sources.

    ``folder`` is that of the configuration. If the file system does not answer, the path that it was asked for is a
    mistake, and the ones after it are not looked for.
    """
    named = [one for source in sources if source.enabled for one in _paths_of(source)]
    answers: SimpleQueue[Trouble | None] = SimpleQueue()
    Thread(target=_look_for, args=(named, answers), name="paths of sources", daemon=True).start()
    for one in named:
        try:
            trouble = answers.get(timeout=WAIT_S)
        except Empty:
            yield _mistake(folder, one, (f"its disk has not answered for {WAIT_S:g} s", "Check the disk"))
            return
        if trouble:
            yield _mistake(folder, one, trouble)


def warning_of_paths(mistakes: Iterable[Mistake]) -> str:
    """Return a sentence about the mistakes in paths, or "" if there are none."""
    found = [*mistakes]
    if not found:
        return ""
    first, *others = found
    name = Path(first.place).stem
    more = f" (`dateline check` names {len(others)} more)" if others else ""
    told = f"the source {name} names {first.value}, but {first.problem}{more}"
    return f"{told}. Runs on this machine report it until it can be read; other sources are not affected."


def _mistake(folder: Path, named: _Named, trouble: Trouble) -> Mistake:
    place = str(folder / "sources" / f"{named.source}.toml")
    return Mistake(place, f"source.{named.key}", in_toml(str(named.path)), *trouble)


def _paths_of(source: Source) -> Iterator[_Named]:
    for number, path in enumerate(source.url_lists):
        yield _Named(source.name, f"url_lists.{number}", path, "file")
    for number, path in enumerate(source.folders):
        yield _Named(source.name, f"folders.{number}", path, "folder")
    for number, warc in enumerate(source.warcs):
        if warc.path:
            yield _Named(source.name, f"warcs.{number}", warc.path, "file")
        elif warc.folder:
            yield _Named(source.name, f"warcs.{number}", warc.folder, "folder")


def _look_for(named: Iterable[_Named], answers: "SimpleQueue[Trouble | None]") -> None:
    for one in named:
        answers.put(_trouble_at(one.path, one.kind))


def _trouble_at(path: Path, kind: Kind) -> Trouble | None:
    """Return the trouble with a path, or None if it can be read."""
    try:
        mode = path.stat().st_mode
        if kind == "folder" and not stat.S_ISDIR(mode):
            return "this is not a folder", "Correct the path"
        if kind == "file" and stat.S_ISDIR(mode):
            return "this is a folder, not a file", "Name a file in it"
        if kind == "file" and not stat.S_ISREG(mode):
            return "this is not a regular file", "Correct the path"
        needed = os.R_OK | os.X_OK if kind == "folder" else os.R_OK
        may_read = os.access(path, needed)
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no such {kind}", "Create it, mount its disk, or correct the path"
    except PermissionError:
        may_read = False
    except OSError as error:
        return f"this {kind} cannot be read: {error.strerror}", "Check the disk, or correct the path"
    return (
        None if may_read else (f"dateline's user may not read this {kind}", "Give it permission, or correct the path")
    )

"""The folder of a search index: which file is the index, who may write to it, and how a new one replaces it.

``current`` names the file. A new index is built under a name of its own, and takes the place of the old one by a new
``current``, so that readers never see half an index, and files of SQLite beside an old index never meet a new one. A
build that was killed leaves a file that ``current`` does not name. The next build removes it.
"""

import contextlib
import fcntl
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.tasks.adapters.search.errors import BrokenIndexError
from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.search.schema import BUSY_TIMEOUT_S, CACHE_KIB, FORMAT, create, finish
from dateline.tasks.adapters.sqlite_address import can_be_written, read_only_address

_CURRENT, _LOCK = "current", "lock"
_FORMAT, _ARCHIVE = "format", "archive"


@contextlib.contextmanager
def only_writer(folder: Path, *, waits: bool) -> Iterator[bool]:
    """Take the right to write to the index. Yields whether this process has it; with ``waits``, it waits for it.

    The operating system releases it when this process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def exists(folder: Path) -> bool:
    """Return whether there is an index, whatever its state."""
    return (folder / _CURRENT).exists()


def name_of_current(folder: Path) -> str:
    """Return the name of the index's file, which is another after each build, or "" if there is no index."""
    try:
        return _current(folder).name
    except BrokenIndexError:
        return ""


def archive_of(folder: Path) -> str:
    """Return the id of the archive that the index is of, or "" if that is not known.

    Raises:
        sqlite3.Error: it is damaged, or could not be read.
    """
    try:
        index = SearchIndex(_connected(_current(folder)))
    except BrokenIndexError:
        return ""
    with contextlib.closing(index):
        return index.meta(_ARCHIVE) or ""


@contextlib.contextmanager
def opened(folder: Path, archive: str) -> Iterator[SearchIndex]:
    """Yield the index of an archive, given the id in the archive's mark.

    Raises:
        BrokenIndexError: there is none, or it is of another archive, or of another version of dateline.
        sqlite3.Error: it is damaged, or could not be read.
    """
    index = SearchIndex(_connected(_current(folder)))
    try:
        if (index.meta(_FORMAT), index.meta(_ARCHIVE)) != (str(FORMAT), archive):
            raise BrokenIndexError("it is of another version of dateline, or of another archive")
        yield index
    finally:
        index.close()


def build(folder: Path, archive: str, fill: Callable[[SearchIndex], None]) -> None:
    """Build a new index and, once it is filled, replace the old one. Only for the only writer."""
    current = folder / _CURRENT
    with contextlib.suppress(BrokenIndexError):
        _remove_others(folder, _current(folder).name)
    path = folder / f"{uuid.uuid4().hex[:12]}.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        create(connection)
        index = SearchIndex(connection)
        with index.writing():
            index.note(_FORMAT, str(FORMAT))
            index.note(_ARCHIVE, archive)
        fill(index)
        finish(connection)
    except BaseException:
        connection.close()
        _remove(path)
        raise
    connection.close()
    named = folder / f"{path.name}.current"
    named.write_text(path.name, encoding="utf-8")
    named.replace(current)
    _remove_others(folder, path.name)


def _current(folder: Path) -> Path:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise BrokenIndexError("there is no index") from error
    path = folder / Path(name).name
    if path.suffix != ".sqlite" or not path.is_file():
        raise BrokenIndexError("the file of the index is missing")
    return path


def _connected(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri() if can_be_written(path) else read_only_address(path)
    connection = sqlite3.connect(address, timeout=BUSY_TIMEOUT_S, isolation_level=None, uri=True)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    return connection


def _remove_others(folder: Path, kept: str) -> None:
    for path in folder.glob("*.sqlite*"):
        if not path.name.startswith(kept):
            path.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink(missing_ok=True)

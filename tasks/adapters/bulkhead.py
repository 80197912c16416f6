"""Bulkheads: an unexpected error costs only the page or part at which it was raised.

Expected failures are handled elsewhere: a page that cannot be fetched becomes a
`dateline.tasks.core.models.Rejection`, and each `DatelineError` is handled where its meaning is known (a part that
cannot be read, an archive in trouble, a run that is told to stop). A bulkhead catches only what remains, so that a bug
that shows at one page does not cost its whole batch.
"""

import hashlib
import os
import re
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from dateline.tasks.core.errors import (
    NO_ROOM,
    BatchError,
    DamagedObjectError,
    DatelineError,
    ObjectNotFoundError,
    RecordError,
)

PASSING = (DatelineError, MemoryError)
"""Errors that pass a bulkhead, as a full disk does: expected ones, and those that concern more than one page."""

MAX_MESSAGE_CHARS = 200
MAX_REPORTS = 200
"""The maximum number of reports in the folder. An error that recurs overwrites its own report."""

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


def bulkhead(tell: Callable[[str], None]) -> AbstractContextManager[None, bool]:
    """Catch an unexpected error of the block: write a report, and call ``tell`` with a description of the error.

    The description is the same for the same error at the same place, so that cleaning a page twice gives one record.

    Raises:
        DatelineError: raised by the block. `MemoryError` and what is not an `Exception` pass as well.
        OSError: a disk is full.
    """
    return _Bulkhead(tell)


class _Bulkhead:
    """See `bulkhead`. There is one for each page that a source lists, so it is no generator, which costs thrice."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if not isinstance(error, Exception) or isinstance(error, PASSING):
            return False
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return False
        self._tell(reported(error))
        return True


@contextmanager
def batch_bulkhead() -> Iterator[None]:
    """Convert an error that concerns only one batch into a `BatchError`.

    Such an error is unexpected, or something that is stored is damaged or missing.

    Raises:
        BatchError: the batch failed.
        DatelineError: raised by the block: the archive or ledger is in trouble, or the run is told to stop.
    """
    faults: list[str] = []
    try:
        with bulkhead(faults.append):
            yield
    except (RecordError, DamagedObjectError, ObjectNotFoundError) as error:
        raise BatchError(str(error), is_storage=True) from error
    if faults:
        raise BatchError(faults[0])


def reported(error: Exception) -> str:
    """Write a report of an unexpected error, and return a description that names its file."""
    report = write_report(error)
    return f"dateline itself failed here: {in_words(error)} (please report it, with the file {report.name})"


def in_words(error: BaseException) -> str:
    """Return the error's type and message as one short line."""
    message = " ".join(_ADDRESS.sub("", str(error)).split())
    message = message.encode("utf-8", "backslashreplace").decode()
    return f"{type(error).__name__}: {message[:MAX_MESSAGE_CHARS]}" if message else type(error).__name__


def write_report(error: BaseException) -> Path:
    """Write the error's traceback to the folder of reports, and return its path. Disk errors are ignored.

    The file is named after the error's type and place, so that an error that recurs at a thousand pages makes one file.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "dateline" in Path(frame.filename).parts]
    place = [type(error).__qualname__, *(f"{Path(f.filename).name}:{f.name}" for f in (*ours[-1:], *frames[-1:]))]
    digest = hashlib.sha256("\n".join(place).encode("utf-8", "backslashreplace")).hexdigest()[:8]
    kind = re.sub(r"\W", "", type(error).__name__)
    path = reports_folder() / f"dateline-{kind}-{digest}.log"
    text = "".join(traceback.format_exception(error))
    try:
        if path.exists() or len(list(path.parent.iterdir())) < MAX_REPORTS:
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        pass
    return path


def reports_folder() -> Path:
    """Return the user's own folder of reports, below the folder for temporary files. Creates it if needed."""
    folder = Path(tempfile.gettempdir()) / f"dateline-reports-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid():
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="dateline-reports-"))  # another user has taken the name

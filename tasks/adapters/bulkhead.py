"""The net below every boundary: an error that nobody expected costs the page or part at which it was raised.

What is expected has its own way: a page that cannot be had is a `dateline.tasks.core.models.Rejection`, and every
`DatelineError` is handled by whoever knows what it means (a part that cannot be read, an archive in trouble, a run that
is told to stop). Only what is left is caught here, by `bulkhead`, so that a mistake of ours at one page does not take
its batch along.
"""

import hashlib
import os
import re
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.tasks.core.errors import BatchError, DamagedObjectError, DatelineError, ObjectNotFoundError, RecordError

PASSING = (DatelineError, MemoryError)
"""What a bulkhead does not hold back: errors that are expected, and those that are not one page's trouble."""

MAX_MESSAGE_CHARS = 200
MAX_REPORTS = 200
"""How many reports a folder of reports holds; a mistake that strikes again writes its own anew."""

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


@contextmanager
def bulkhead(tell: Callable[[str], None]) -> Iterator[None]:
    """Hold back an unexpected error of the block: write a report of it, and call ``tell`` with it in words.

    The words are the same for the same mistake at the same place, so that a page that is cleaned twice has one record.

    Raises:
        DatelineError: as the block does; so are `MemoryError`s raised, and what is no `Exception`.
    """
    try:
        yield
    except PASSING:
        raise
    except Exception as error:  # noqa: BLE001 - this is the net
        report = write_report(error)
        tell(f"dateline itself failed here: {in_words(error)} (please report it, with the file {report.name})")


@contextmanager
def batch_bulkhead() -> Iterator[None]:
    """Turn what ends the work on one batch, and says nothing of other batches, into a `BatchError`.

    That is an unexpected error, or something stored that is damaged or gone.

    Raises:
        BatchError: The batch failed.
        DatelineError: As the block does: archive or ledger are in trouble, or the run is told to stop.
    """
    faults: list[str] = []
    try:
        with bulkhead(faults.append):
            yield
    except (RecordError, DamagedObjectError, ObjectNotFoundError) as error:
        raise BatchError(str(error), is_storage=True) from error
    if faults:
        raise BatchError(faults[0])


def in_words(error: BaseException) -> str:
    """Return an error's type and message in one short line."""
    message = " ".join(_ADDRESS.sub("", str(error)).split())
    message = message.encode("utf-8", "backslashreplace").decode()
    return f"{type(error).__name__}: {message[:MAX_MESSAGE_CHARS]}" if message else type(error).__name__


def write_report(error: BaseException) -> Path:
    """Write an error's traceback into the folder of reports, and return its path; a disk in trouble is no matter.

    A file is named after the error's type and place, so a mistake that strikes at a thousand pages makes one.
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
    """Return the folder of reports: one of this user's own in the folder for temporary files, made as needed."""
    folder = Path(tempfile.gettempdir()) / f"dateline-reports-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid():
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="dateline-reports-"))  # somebody else has taken the name

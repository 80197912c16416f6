"""Opens users' files safely: only regular files, including those whose names are not UTF-8."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dateline.tasks.adapters.disk_answers import answer_of
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.web.foreign_text import clean_text

REMEDY = "create it, mount its disk, or correct the path"
"""What to do if something that a source file names cannot be read."""
UNMOUNTED = "if its disk is not mounted, mount it"
"""What to do if nothing was found where a source file says."""
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def clean_path(path: str | Path) -> str:
    """Return a path for use in records and messages. Bytes in it that are not UTF-8 become U+FFFD."""
    return clean_text(str(path))


def regular_file(path: str | Path, remedy: str = "") -> Path:
    """Return the file that a path names. The path may be one that `clean_path` returned.

    ``remedy`` says what to do if there is no such file.

    Raises:
        DiscoveryError: it does not exist, or is a pipe, device or folder, reading which might never end; or its disk
            does not answer.
    """
    try:
        return answer_of(path, lambda: regular_file_at_once(path, remedy))
    except TimeoutError as error:
        raise _unreadable(path, error, "") from error


def regular_file_at_once(path: str | Path, remedy: str = "") -> Path:
    """Do the same as `regular_file`, but wait for the disk however long it takes: within a call that `answer_of` makes.

    Raises:
        DiscoveryError: as `regular_file` does.
    """
    found = _find(Path(path))
    try:
        mode = found.stat().st_mode
    except (OSError, ValueError) as error:
        raise _unreadable(path, error, remedy) from error
    if not stat.S_ISREG(mode):
        sentence = f"{clean_path(path)} is not a regular file but {_kind(mode)}; name a regular file"
        raise DiscoveryError(sentence, url=clean_path(path))
    return found


def await_answer(path: Path) -> None:
    """Wait until the disk says whether there is such a path.

    Raises:
        DiscoveryError: it gave no answer in time.
    """

    def ask() -> None:
        with suppress(OSError, ValueError):
            os.stat(path)  # noqa: PTH116 - its answer is not needed

    try:
        answer_of(path, ask)
    except TimeoutError as error:
        raise _unreadable(path, error, "") from error


def check_folder(path: Path) -> None:
    """Check that a path of a source file names a folder.

    Raises:
        DiscoveryError: it does not, or cannot be read.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            with os.scandir(path):
                return
    except OSError as error:
        raise _unreadable(path, error, REMEDY) from error
    sentence = f"{clean_path(path)} is not a folder but {_kind(mode)}; correct the path in the source file"
    raise DiscoveryError(sentence, url=clean_path(path))


def unread_in_words(place: str | Path, errors: Sequence[OSError]) -> str:
    """Return a sentence about what could not be read below a place, or "" if there are no errors."""
    if not errors:
        return ""
    told = list(dict.fromkeys(f"{clean_path(error.filename or '')}: {error.strerror}" for error in errors))
    others = f", and {len(told) - 1} more" if len(told) > 1 else ""
    return f"{clean_path(place)} was not read completely: {told[0]}{others}"


def _unreadable(path: str | Path, error: OSError | ValueError, remedy: str) -> DiscoveryError:
    told = f"{clean_path(path)} could not be read: {_why(error)}"
    return DiscoveryError(f"{told}; {remedy}" if remedy else told, url=clean_path(path))


def _find(path: Path) -> Path:
    if _REPLACED not in str(path) or path.exists():
        return path
    try:
        alike = [other for other in path.parent.iterdir() if clean_path(other.name) == path.name]
    except OSError:
        return path
    return alike[0] if len(alike) == 1 else path


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "there is no such file"


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISREG(mode):
        return "a file"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"

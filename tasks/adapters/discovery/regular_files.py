"""Opens users' files safely: only regular files, including those whose names are not UTF-8."""

import stat
from pathlib import Path

from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.web.foreign_text import clean_text

_REPLACED = "\N{REPLACEMENT CHARACTER}"


def clean_path(path: str | Path) -> str:
    """Return a path for use in records and messages. Bytes in it that are not UTF-8 become U+FFFD."""
    return clean_text(str(path))


def regular_file(path: str | Path) -> Path:
    """Return the file that a path names. The path may be one that `clean_path` returned.

    Raises:
        DiscoveryError: it does not exist, or is a pipe, device or folder, reading which might never end.
    """
    found = _find(Path(path))
    try:
        mode = found.stat().st_mode
    except (OSError, ValueError) as error:
        raise DiscoveryError(f"{clean_path(path)} could not be read: {_why(error)}", url=clean_path(path)) from error
    if not stat.S_ISREG(mode):
        sentence = f"{clean_path(path)} is not a regular file but {_kind(mode)}; name a regular file"
        raise DiscoveryError(sentence, url=clean_path(path))
    return found


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
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"

"""Writes files that commands are asked for. Each gets its name once it is complete."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.tasks.core.errors import ConfigError

_PART_CHARS = 50
"""How many characters the name of an unfinished file has from that of the file, so that it is not too long."""

_REMEDIES = {
    errno.EACCES: "give dateline's user write permission",
    errno.EPERM: "give dateline's user write permission",
    errno.EROFS: "choose a place on a file system that is mounted for writing",
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
}


def not_written(path: Path, error: OSError) -> ConfigError:
    """Return the error that says why a file could not be written and, if it is known, what to do about it."""
    remedy = _REMEDIES.get(error.errno or 0)
    reason = "; ".join(filter(None, (error.strerror or str(error), remedy)))
    return ConfigError(f"{path} could not be written: {reason}")


def has_no_room(folder: Path) -> bool:
    """Return whether the disk of a folder is full."""
    from dateline.tasks.adapters.disk_room import is_full  # noqa: PLC0415 - only after an error

    return is_full(folder)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to, which takes the place of ``path`` if all goes well, and is deleted otherwise.

    Raises:
        ConfigError: ``path`` is a folder, a device or a pipe, its folder is missing, or the file could not be written.
    """
    if path.exists() and not path.is_file():
        other = "not a regular file: name one, or redirect the output"
        what = "a folder: name a file in it" if path.is_dir() else other
        raise ConfigError(f"{path} is {what}")
    part, target = _part_of(path), path.resolve()  # a link stays one
    if not target.parent.is_dir():
        raise ConfigError(f"{path} could not be written: there is no folder {path.parent}; create it first")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        remove_part(path)


def remove_part(path: Path) -> None:
    """Delete the unfinished file for ``path``. For a process that ends without leaving `whole_file`."""
    with suppress(OSError):
        _part_of(path).unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    target = path.resolve()
    return target.with_name(f".{target.name[:_PART_CHARS]}.part")

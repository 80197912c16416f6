"""Writes files of a project without ever replacing one."""

from pathlib import Path

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.whole_file import not_written


def write_new(path: Path, text: str, remedy: str) -> None:
    """Write a file that does not exist yet, and the folders around it. ``remedy`` says what to do if it does.

    Raises:
        ConfigError: the file exists, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(path, error) from error
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise ConfigError(f"{path} already exists and was not changed: {remedy}") from error
    except OSError as error:
        raise not_written(path, error) from error
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink()  # a part of a file would be a mistake to every command
        raise not_written(path, error) from error

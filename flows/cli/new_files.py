"""Writes files of a project without ever replacing one."""

from pathlib import Path

from dateline.tasks.core.errors import ConfigError


def write_new(path: Path, text: str, remedy: str) -> None:
    """Write a file that does not exist yet, and the folders around it. ``remedy`` says what to do if it does.

    Raises:
        ConfigError: the file exists, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if path.exists():
            raise ConfigError(f"{path} already exists and was not changed: {remedy}") from error
        raise ConfigError(f"{path} could not be written: {error.strerror}") from error

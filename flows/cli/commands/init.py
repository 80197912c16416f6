"""``dateline init``: starts a project in a folder."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import SHIPPED, is_of_installation
from dateline.flows.cli.new_files import write_new
from dateline.flows.cli.text import say
from dateline.tasks.core.errors import ConfigError

_TEMPLATE = SHIPPED / "template"
_FILES = {
    "config/settings.toml": SHIPPED / "settings.toml",
    "config/sources/example.toml": _TEMPLATE / "example.toml",
    ".gitignore": _TEMPLATE / "gitignore",
    "README.md": _TEMPLATE / "README.md",
}
_NEXT = (
    ("dateline demo", "archive a made-up newspaper that comes with dateline"),
    ("dateline sources add URL", "find out how a site can be read, and write its source file"),
    ("dateline serve", "run every source on its schedule, with the Prefect UI"),
)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The project's folder; by default, this one.", show_default=False)
    ] = Path(),
) -> None:
    """Start a project: write settings, an example source, a .gitignore and a README. No existing file is changed."""
    files = {folder / name: template.read_text(encoding="utf-8") for name, template in _FILES.items()}
    if is_of_installation(folder):
        raise ConfigError(f"{folder.absolute()} is part of the installation of dateline: choose another folder")
    if existing := [str(path) for path in files if path.exists() or path.is_symlink()]:
        if len(existing) == len(files):
            raise ConfigError(f"{folder.absolute()} is a project already: nothing was written. Next: `dateline check`")
        there = ", ".join(existing)
        raise ConfigError(f"nothing was written, because these files exist already: {there}. Choose another folder")
    with _all_or_none(files) as written:
        for path, text in files.items():
            write_new(path, text, "choose another folder")
            written.append(path)
    for path in files:
        say(f"Wrote {path}")
    settings = folder / "config" / "settings.toml"
    say(f"\nSet contact in {settings}, so that sites see whom to ask about the requests.\n\nNext steps:")
    if folder != Path():
        say(f"  cd {folder}")
    for command, meaning in _NEXT:
        say(f"  {command}\n      {meaning}")


@contextmanager
def _all_or_none(files: Iterable[Path]) -> Iterator[list[Path]]:
    """Delete the files that the block lists, and new folders around them, if it fails: the next `init` would refuse."""
    folders = {parent for file in files for parent in file.parents if not parent.exists()}
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        for path in sorted(folders, reverse=True):  # those within others first
            with suppress(OSError):
                path.rmdir()
        raise

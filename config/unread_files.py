"""Tells of files among the source files that look like one and are not read, such as `quay.TOML`."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OTHER_FORMATS = frozenset({".yaml", ".yml", ".json", ".ini", ".cfg", ".conf"})
_ENDING = ".toml"


def unread_files(sources: Path, name: str | None = None) -> Iterator[str]:
    """Yield a sentence for each file, in order, or for those of one source; nothing if the folder cannot be read.

    A copy of a source file that is there, as editors leave it beside (`quay.toml~`), is as it should be.
    """
    with suppress(OSError):
        for path in sorted(sources.iterdir()):
            if path.is_dir():
                yield from (_in_folder(path, inner) for inner in _of(name, sorted(path.glob(f"*{_ENDING}"))))
            elif not path.name.startswith(".") and (why := _why(path)):
                yield from (f"{one} is not read: {why}" for one in _of(name, [path]))


def _of(name: str | None, paths: list[Path]) -> list[Path]:
    return [path for path in paths if name is None or path.name.partition(".")[0].lower() == name]


def _in_folder(folder: Path, path: Path) -> str:
    return f"{path} is not read: source files lie in {folder.parent.name} itself. Move it there to use it."


def _why(path: Path) -> str | None:
    stem, ending, rest = path.name.lower().partition(_ENDING)
    meant = path.with_name(stem + ending)
    if ending and path.name != meant.name and not (rest and meant.exists()):
        return f"the names of source files end in {_ENDING}. Rename it to {meant.name} to use it."
    if path.suffix.lower() in _OTHER_FORMATS and not ending:
        return f"source files are written in TOML, and their names end in {_ENDING}."
    return None

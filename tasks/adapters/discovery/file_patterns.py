"""Lists the files that a pattern names."""

import glob
import os
from collections.abc import Iterator, Sequence


def matching_files(pattern: str) -> Sequence[str]:
    """Return the paths that match an absolute pattern, sorted. ``**`` matches folders at any depth.

    A folder that is found again through symbolic links is listed once, so that a link to a folder above it ends.
    """
    return sorted(dict.fromkeys(_matching(pattern)))


def _matching(pattern: str) -> Iterator[str]:
    before, is_recursive, after = pattern.partition("/**/")
    if not is_recursive:
        yield from glob.glob(pattern, recursive=True)  # noqa: PTH207 - the pattern is absolute
        return
    for top in glob.glob(before or "/"):  # noqa: PTH207 - as above
        for folder in _folders_below(top):
            yield from _matching(f"{glob.escape(folder).rstrip('/')}/{after}")


def _folders_below(top: str) -> Iterator[str]:
    """Yield a folder and those below it. As in `glob`, ``**`` matches no folder whose name begins with a dot."""
    seen: set[tuple[int, int]] = set()
    for folder, names, _ in os.walk(top, followlinks=True):
        status = os.stat(folder)  # noqa: PTH116 - as above
        if (status.st_dev, status.st_ino) in seen:
            names.clear()
        else:
            seen.add((status.st_dev, status.st_ino))
            names[:] = sorted(name for name in names if not name.startswith("."))
            yield folder

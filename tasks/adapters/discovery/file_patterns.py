"""Lists the files that a pattern names."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from dateline.config.schema.ways import is_fixed, literal

_ANY_DEPTH = "**"


def matching_files(pattern: str, errors: list[OSError]) -> Sequence[str]:
    """Return the paths that match an absolute pattern, sorted, without those of folders.

    The patterns are those of `glob`: ``**`` matches folders at any depth, and a wildcard no name that begins with a
    dot. A folder that is found again through symbolic links is listed once, so that a link to a folder above it ends.
    ``errors`` gets the error of each folder that could not be read, which `glob` would pass over.
    """
    *parents, last = pattern.strip("/").split("/")
    folders = ["/"]
    for part in parents:
        folders = list(dict.fromkeys(inner for one in folders for inner in _folders(one, part, errors)))
    if last == _ANY_DEPTH:
        folders, last = list(_folders_below(folders, errors)), "*"
    return sorted(dict.fromkeys(path for one in folders for path in _files(one, last, errors)))


def _folders(folder: str, part: str, errors: list[OSError]) -> Iterable[str]:
    """Return the folders that one part of a pattern matches in a folder."""
    if part == _ANY_DEPTH:
        return _folders_below([folder], errors)
    if is_fixed(part):
        return [os.path.join(folder, literal(part))]  # noqa: PTH118 - names that are not UTF-8 among them
    return [entry.path for entry in _entries(folder, errors) if _matches(entry.name, part) and _is_folder(entry)]


def _files(folder: str, part: str, errors: list[OSError]) -> Iterator[str]:
    """Yield the files that the last part of a pattern matches in a folder."""
    if not is_fixed(part):
        found = _entries(folder, errors)
        yield from (entry.path for entry in found if _matches(entry.name, part) and not _is_folder(entry))
        return
    path = os.path.join(folder, literal(part))  # noqa: PTH118 - as above
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        errors.append(error)
        return
    if not os.path.isdir(path):  # noqa: PTH112 - as above
        yield path


def _folders_below(tops: Iterable[str], errors: list[OSError]) -> Iterator[str]:
    """Yield folders and those below them, without hidden ones."""
    for top in tops:
        seen: set[tuple[int, int]] = set()
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            if not _is_new(folder, seen, errors):
                continue
            yield folder
            inner = [one for one in _entries(folder, errors) if not one.name.startswith(".") and _is_folder(one)]
            waiting += [one.path for one in reversed(inner)]


def _is_new(folder: str, seen: set[tuple[int, int]], errors: list[OSError]) -> bool:
    """Return whether a folder is there and has not been seen yet, and add it to those that have."""
    try:
        status = os.stat(folder)  # noqa: PTH116 - as above
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        errors.append(error)
        return False
    identity = (status.st_dev, status.st_ino)
    is_new = identity not in seen
    seen.add(identity)
    return is_new


def _matches(name: str, part: str) -> bool:
    return fnmatchcase(name, part) and (not name.startswith(".") or part.startswith("."))


def _entries(folder: str, errors: list[OSError]) -> Sequence[os.DirEntry[str]]:
    """Return what is in a folder, sorted by name; nothing if there is no such folder."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        errors.append(error)
        return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # such as a link to itself
        return False

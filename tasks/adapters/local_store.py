"""The archive on local disk.

An object is written to a temporary file in ``.tmp`` and synced, then gets its name by a hard link, which fails where
the name is taken: so a name always stands for a whole object, and one writer wins. Then the folder is synced, and each
folder above it that may be new. A batch shares these steps: all files are written before the first is synced (the disk
gets them in one go), and each folder is synced once.
"""

import contextlib
import errno
import functools
import heapq
import os
import shutil
import time
import uuid
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from tasks.adapters import disk
from tasks.adapters.store_keys import TEMP_FOLDER, check_key, check_prefix
from tasks.core.errors import ObjectNotFoundError, PermanentStoreError
from tasks.core.protocols import Receipt

STALE_S = 24 * 3600.0
"""A temporary file that nobody has written to for so long belongs to a process that was killed."""

PAGE_NAMES = 20_000
"""How many names of a folder are held at once while listing; a larger folder is read several times."""

_LOCKS = 64
"""How many lock files share out the keys on a file system without hard links."""

_SYNC_THREADS = 8


class LocalStore:
    """An `ArchiveStore` in a folder, which is made when the first object is written.

    ``durability="none"`` leaves out all syncing: objects are still whole and exclusive, but a power cut may lose them.
    Symbolic links inside the folder are refused, wherever they lead; the folder itself may be one.
    """

    def __init__(self, root: Path, *, durability: Literal["full", "none"] = "full") -> None:
        self._root = os.path.realpath(root)
        self._temp = f"{self._root}/{TEMP_FOLDER}"
        self._syncs = durability == "full"
        self._synced_folders: set[str] = set()
        """Folders whose names are known to be on the disk."""
        self._swept = False

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        """Create the object. See `ArchiveStore`."""
        return self.put_all_if_absent({key: data})[key]

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        """Create each object, syncing once for all. See `ArchiveStore`."""
        writers = {
            key: functools.partial(disk.write_new_file, data=data) for key, data in objects.items() if check_key(key)
        }
        return self._create(writers)

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        """Create the object from a file. See `ArchiveStore`."""
        if not os.path.isfile(path):  # noqa: PTH113 - unlike Path's, it takes a folder that may not be read for no file
            raise PermanentStoreError(f'"{key}" could not be written: there is no file {path}.', key=check_key(key))
        return self._create({key: functools.partial(shutil.copyfile, path)})[key]

    def put(self, key: str, data: bytes) -> None:
        """Write the object, over an older one. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "written"), self._temps() as new_temp:
            temp = new_temp()
            disk.write_new_file(temp, data)
            self._make_folder(_folder_of(path))
            self._sync_files([temp])
            Path(temp).replace(path)
            self._sync_folders({_folder_of(path)})

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or a part of them. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "read"):
            try:
                with Path(path).open("rb") as file:
                    file.seek(offset)
                    return file.read(length)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
                raise ObjectNotFoundError(f'The archive in {self._root} has no object "{key}".', key=key) from error

    def contains(self, key: str) -> bool:
        """Return whether the object exists. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "looked up"):
            return _is_object(path)

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that start with ``prefix``, in order. See `ArchiveStore`."""
        return self._walk(check_prefix(prefix).rpartition("/")[0], prefix)

    def delete(self, key: str) -> None:
        """Remove the object. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "deleted"), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            Path(path).unlink()
            self._sync_folders({_folder_of(path)})

    def _create(self, writers: Mapping[str, Callable[[str], object]]) -> dict[str, Receipt]:
        """Create the object of each key with what its writer puts into the path that it is given."""
        paths = {key: self._path(key) for key in writers}
        receipts = dict.fromkeys(writers, Receipt.EXISTS)
        current = next(iter(writers), "")
        temps: dict[str, str] = {}
        with self._temps() as new_temp:
            for key, write in writers.items():
                with self._telling(key, "written"):
                    if not _is_object(paths[key]):
                        temps[key] = new_temp()
                        write(temps[key])
            with self._telling(current, "synced"):
                self._sync_files(temps.values())
            for key, temp in temps.items():
                with self._telling(key, "written"):
                    self._make_folder(_folder_of(paths[key]))
                    receipts[key] = self._name(temp, paths[key])
            with self._telling(current, "synced"):
                # Also for what exists already: its writer may not have come to that yet, and a manifest will name it.
                self._sync_folders({_folder_of(path) for path in paths.values()})
        return receipts

    def _name(self, temp: str, path: str) -> Receipt:
        lock = f"{self._temp}/lock-{zlib.crc32(path.encode()) % _LOCKS:02}"
        if disk.move_if_absent(temp, path, lock):
            return Receipt.CREATED
        if not _is_object(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        return Receipt.EXISTS

    def _path(self, key: str) -> str:
        path = f"{self._root}/{check_key(key)}"
        if os.path.realpath(path) != path:
            raise _link_refused(key, path)
        return path

    @contextlib.contextmanager
    def _telling(self, key: str, action: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise disk.explain(error, action, key, f"{self._root}/{key}") from error

    @contextlib.contextmanager
    def _temps(self) -> Iterator[Callable[[], str]]:
        """Yield a function that returns paths for temporary files; at the end those that are left are removed."""
        paths: list[str] = []

        def new_temp() -> str:
            if not paths:
                self._make_folder(self._temp)
                self._sweep()
            paths.append(f"{self._temp}/{uuid.uuid4().hex}")
            return paths[-1]

        try:
            yield new_temp
        finally:
            for path in paths:
                with contextlib.suppress(OSError):  # one that stays is swept later
                    os.unlink(path)  # noqa: PTH108 - a Path for each of many files costs more than the call

    def _sweep(self) -> None:
        """Remove, once for each store, the temporary files that killed processes left."""
        if self._swept:
            return
        self._swept = True
        oldest = time.time() - STALE_S
        with os.scandir(self._temp) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process may sweep too
                    if not entry.name.startswith("lock-") and entry.stat(follow_symlinks=False).st_mtime < oldest:
                        Path(entry).unlink()

    def _make_folder(self, folder: str) -> None:
        if os.path.isdir(folder):  # noqa: PTH112 - as PTH108 above: asked for each of many files
            return
        self._make_folder(_folder_of(folder))
        self._synced_folders.discard(folder)
        try:
            Path(folder).mkdir()
        except FileExistsError as error:
            if not Path(folder).is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error

    def _sync_files(self, paths: Collection[str]) -> None:
        if self._syncs:
            _side_by_side(disk.sync_file, paths)

    def _sync_folders(self, folders: Iterable[str]) -> None:
        """Sync the names in folders, and the folders' own names where this store has not done so yet."""
        if not self._syncs:
            return
        pending = set(folders)
        new: set[str] = set()
        for folder in sorted(pending):
            lower = folder
            while lower not in self._synced_folders and lower not in new and lower != self._root:
                new.add(lower)
                lower = _folder_of(lower)
                pending.add(lower)
        if self._root not in self._synced_folders:
            new.add(self._root)
            with contextlib.suppress(PermissionError):  # the folder above the archive may be somebody else's
                disk.sync_folder(_folder_of(self._root))
        _side_by_side(disk.sync_folder, pending)
        self._synced_folders |= new

    def _walk(self, folder: str, prefix: str) -> Iterator[str]:
        after = ""
        while page := self._page(folder, after):
            after = page[-1]
            for name in page:
                key = f"{folder}/{name}" if folder else name
                if not key.endswith("/"):
                    if key.startswith(prefix):
                        yield key
                elif key.startswith(prefix) or prefix.startswith(key):
                    yield from self._walk(key[:-1], prefix)

    def _page(self, folder: str, after: str) -> Sequence[str]:
        """Return a folder's next names after ``after`` in order; a folder's name ends in ``/``, as it does in keys."""
        path = f"{self._root}/{folder}" if folder else self._root
        with self._telling(folder or ".", "listed"):
            try:
                with os.scandir(path) as entries:
                    names = (name for entry in entries if (name := self._name_in_keys(folder, entry)) > after)
                    return heapq.nsmallest(PAGE_NAMES, names)
            except (FileNotFoundError, NotADirectoryError):
                if not folder and os.path.lexists(path):
                    raise
                return []

    def _name_in_keys(self, folder: str, entry: os.DirEntry[str]) -> str:
        """Return the name as keys bear it, or nothing for what no key can lead to."""
        if entry.is_symlink():
            raise _link_refused(f"{folder}/{entry.name}".lstrip("/"), entry.path)
        if not entry.name.isprintable() or "\\" in entry.name or (not folder and entry.name == TEMP_FOLDER):
            return ""
        if entry.is_dir():
            return f"{entry.name}/"
        return entry.name if entry.is_file() else ""


def _side_by_side(sync: Callable[[str], None], paths: Collection[str]) -> None:
    """Sync files or folders at the same time: the file system can then join their journal commits."""
    if len(paths) == 1:
        sync(*paths)
        return
    with ThreadPoolExecutor(_SYNC_THREADS) as pool:
        for _ in pool.map(sync, paths):
            pass


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _is_object(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - asked for each of many files; a Path costs more than the call


def _link_refused(key: str, path: str) -> PermanentStoreError:
    return PermanentStoreError(
        f'"{key}" lies behind a symbolic link ({path}), and dateline follows none inside an archive: it could lead '
        "outside. Put the folder itself there, or mount it there.",
        key=key,
    )

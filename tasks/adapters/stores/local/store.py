"""The archive on local disk.

An object is written to a temporary file in ``.tmp`` and synced, then named by a hard link, which fails if the name is
taken. So a name always denotes a complete object, and one writer wins. Then the folder is synced, with each parent that
may be new. A batch shares these steps: all files are written before the first is synced, so that the disk can combine
the writes, and each folder is synced once.
"""

import contextlib
import errno
import functools
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from dateline.tasks.adapters.stores.keys import TEMP_FOLDER, check_key, check_prefix
from dateline.tasks.adapters.stores.local import disk
from dateline.tasks.adapters.stores.local.folders import Folders, folder_of
from dateline.tasks.adapters.stores.local.listing import link_refused, list_keys
from dateline.tasks.adapters.stores.local.temps import Temps
from dateline.tasks.core.errors import ObjectNotFoundError, PermanentStoreError
from dateline.tasks.core.protocols import Receipt


class LocalStore:
    """An `ArchiveStore` in a folder, which is created with the first object.

    ``durability="none"`` turns off syncing: objects are still complete and exclusive, but a power cut may lose them.
    Symbolic links inside the folder are refused, wherever they lead. The folder itself may be one.
    """

    is_remote: Final = False

    def __init__(self, root: Path, *, durability: Literal["full", "none"] = "full") -> None:
        self._root = os.path.realpath(root)
        self._folders = Folders(self._root, syncs=durability == "full")
        self._temps = Temps(f"{self._root}/{TEMP_FOLDER}", self._folders)

    @property
    def root(self) -> Path:
        """The folder, with symbolic links resolved."""
        return Path(self._root)

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
        if not os.path.isfile(path):  # noqa: PTH113 - unlike Path's, it returns False in a folder without permission
            raise PermanentStoreError(f'"{key}" could not be written: there is no file {path}.', key=check_key(key))
        return self._create({key: functools.partial(shutil.copyfile, path)})[key]

    def put(self, key: str, data: bytes) -> None:
        """Write the object, replacing an older one. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "written"), self._temps.opened() as new_temp:
            temp = new_temp()
            disk.write_new_file(temp, data)
            self._folders.make(folder_of(path))
            self._folders.sync_files([temp])
            Path(temp).replace(path)
            self._folders.sync({folder_of(path)})

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or a part of them. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "read"):
            try:
                with open(path, "rb") as file:  # noqa: PTH123 - called for many files; a Path costs more than reading
                    if offset < 0:
                        file.seek(max(0, file.seek(0, os.SEEK_END) + offset))
                    else:
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
        return list_keys(self._root, check_prefix(prefix))

    def delete(self, key: str) -> None:
        """Delete the object. See `ArchiveStore`."""
        path = self._path(key)
        with self._telling(key, "deleted"), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            Path(path).unlink()
            self._folders.sync({folder_of(path)})

    def _create(self, writers: Mapping[str, Callable[[str], object]]) -> dict[str, Receipt]:
        """Create the object of each key. Its writer writes the content to the path that it is given."""
        paths = {key: self._path(key) for key in writers}
        receipts = dict.fromkeys(writers, Receipt.EXISTS)
        current = next(iter(writers), "")
        temps: dict[str, str] = {}
        with self._temps.opened() as new_temp:
            for key, write in writers.items():
                with self._telling(key, "written"):
                    if not _is_object(paths[key]):
                        temps[key] = new_temp()
                        write(temps[key])
            with self._telling(current, "synced"):
                self._folders.sync_files(temps.values())
            for key, temp in temps.items():
                with self._telling(key, "written"):
                    self._folders.make(folder_of(paths[key]))
                    receipts[key] = self._name(temp, paths[key])
            with self._telling(current, "synced"):
                # Also for existing objects: their writer may not have synced yet, and a manifest will list them.
                self._folders.sync({folder_of(path) for path in paths.values()})
        return receipts

    def _name(self, temp: str, path: str) -> Receipt:
        if disk.move_if_absent(temp, path, self._temps.lock_of(path)):
            return Receipt.CREATED
        if not _is_object(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        return Receipt.EXISTS

    def _path(self, key: str) -> str:
        path = self._root
        for segment in check_key(key).split("/"):
            path = f"{path}/{segment}"
            if os.path.islink(path):  # noqa: PTH114 - called for many files; a Path costs more than the call
                raise link_refused(key, f"{self._root}/{key}")
        return path

    def _telling(self, key: str, action: str) -> contextlib.AbstractContextManager[None]:
        return disk.telling(action, key, f"{self._root}/{key}")


def _is_object(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - called for many files; a Path costs more than the call

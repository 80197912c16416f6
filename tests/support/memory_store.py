"""An archive in memory, for tests of what is stored under which key."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dateline.tasks.core.errors import ObjectNotFoundError
from dateline.tasks.core.protocols import Receipt


class MemoryStore:
    """An `ArchiveStore` of one process."""

    is_remote: Final = False

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        if key in self.objects:
            return Receipt.EXISTS
        self.objects[key] = data
        return Receipt.CREATED

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        return {key: self.put_if_absent(key, data) for key, data in objects.items()}

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        return self.put_if_absent(key, path.read_bytes())

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        if key not in self.objects:
            raise ObjectNotFoundError(f"no object {key}", key=key)
        data = self.objects[key]
        first = max(0, len(data) + offset) if offset < 0 else offset
        return data[first : None if length is None else first + length]

    def contains(self, key: str) -> bool:
        return key in self.objects

    def list(self, prefix: str = "") -> Iterator[str]:
        return iter(sorted(key for key in self.objects if key.startswith(prefix)))

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

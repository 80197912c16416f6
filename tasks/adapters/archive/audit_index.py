"""An on-disk index of everything that manifests list, so that an audit's memory does not grow with the archive."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dateline.tasks.core.archive.audit import Named

_TABLES = """
CREATE TABLE IF NOT EXISTS manifests (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS named (
    key TEXT NOT NULL, manifest INTEGER NOT NULL, line INTEGER NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (key, manifest, line)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pointers (
    segment TEXT NOT NULL, offset INTEGER NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (segment, offset, digest)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pruned (segment TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cut (manifest TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Name(NamedTuple):
    """An object listed in a line of a manifest, with its hash; "" if the manifest has none."""

    key: str
    line: int
    hash: str


class Pointer(NamedTuple):
    """A position in a segment that a record points to."""

    segment: str
    offset: int
    digest: str


@contextmanager
def open_index(path: Path) -> Iterator["AuditIndex"]:
    """Open the index in a file, creating it if needed. Additions are committed at the end of the block."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # the index does not outlive the audit
        connection.executescript(_TABLES)
        yield AuditIndex(connection)
        connection.commit()


class AuditIndex:
    """Objects by key, and raw pages by position. Names are sorted in the order in which an archive lists keys."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_manifest(self, key: str, names: Iterable[Name], pointers: Iterable[Pointer]) -> None:
        """Add a manifest."""
        cursor = self._connection.execute("INSERT INTO manifests (key) VALUES (?)", (key,))
        rows = ((name.key, cursor.lastrowid, name.line, name.hash) for name in names)
        self._connection.executemany("INSERT INTO named VALUES (?, ?, ?, ?)", rows)
        self.add_pointers(pointers)

    def add_pointers(self, pointers: Iterable[Pointer]) -> None:
        """Add positions that records point to."""
        self._connection.executemany("INSERT OR IGNORE INTO pointers VALUES (?, ?, ?)", pointers)

    def add_pruned(self, segments: Iterable[str]) -> None:
        """Add segments that were deleted deliberately."""
        self._connection.executemany("INSERT OR IGNORE INTO pruned VALUES (?)", ((segment,) for segment in segments))

    def is_pruned(self, segment: str) -> bool:
        """Return whether the segment was deleted deliberately."""
        query = "SELECT 1 FROM pruned WHERE segment = ?"
        return self._connection.execute(query, (segment,)).fetchone() is not None

    def pruned(self) -> Iterator[str]:
        """Yield the segments that were deleted deliberately, in order."""
        rows = self._connection.cursor().execute("SELECT segment FROM pruned ORDER BY segment")
        return (segment for (segment,) in rows)

    def add_cut(self, manifest: str) -> None:
        """Add a manifest that has lost lines."""
        self._connection.execute("INSERT OR IGNORE INTO cut VALUES (?)", (manifest,))

    def is_cut(self, manifest: str) -> bool:
        """Return whether the manifest is known to have lost lines."""
        return self._connection.execute("SELECT 1 FROM cut WHERE manifest = ?", (manifest,)).fetchone() is not None

    def has_manifest(self, key: str) -> bool:
        """Return whether the manifest was added."""
        query = "SELECT 1 FROM manifests WHERE key = ?"
        return self._connection.execute(query, (key,)).fetchone() is not None

    def named(self, prefix: str) -> Iterator[Named]:
        """Yield the objects under a prefix that manifests list, in order."""
        query = "SELECT key, hash FROM named WHERE key >= ? AND key < ? ORDER BY key"
        rows = self._connection.cursor().execute(query, (prefix, f"{prefix[:-1]}{chr(ord(prefix[-1]) + 1)}"))
        for key, group in groupby(rows, key=lambda row: row[0]):
            yield Named(key, frozenset(noted for _, noted in group if noted))

    def lines(self, key: str) -> list[tuple[str, int]]:
        """Return the keys of the manifests that list an object, each with the line number, in order of the keys."""
        query = "SELECT m.key, n.line FROM named n JOIN manifests m ON m.id = n.manifest WHERE n.key = ? ORDER BY m.key"
        return self._connection.execute(query, (key,)).fetchall()

    def segments(self) -> Iterator[Named]:
        """Yield the segments that records point to, in order."""
        rows = self._connection.cursor().execute("SELECT DISTINCT segment FROM pointers ORDER BY segment")
        return (Named(segment, frozenset()) for (segment,) in rows)

    def pointers(self, segment: str) -> list[Pointer]:
        """Return the positions in a segment that records point to."""
        query = "SELECT segment, offset, digest FROM pointers WHERE segment = ? ORDER BY offset"
        return [Pointer(*row) for row in self._connection.execute(query, (segment,))]

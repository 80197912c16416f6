"""Remembers the pages listed in WARC files, in the ledger, so that unchanged files are not read by every run."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.value_types import Model, UtcDatetime
from dateline.tasks.core.version import __version__

MAX_REMEMBERED = 50_000
"""Longer listings are not remembered, but read each time."""
CHUNK = 5_000
"""How many lines of a listing go into one note."""

_NOTE = "warc listing"


class Listed(NamedTuple):
    """A record that holds or may hold a page. ``url`` is "" if the record is broken and states none."""

    offset: int
    url: str
    captured_at: UtcDatetime | None


class _Head(Model):
    version: str
    reader: str
    hosts: tuple[str, ...]
    chunks: int
    passed_over: int


class _Chunk(Model):
    of: _Head
    """Identifies the listing, so that a partly written one is not mistaken for another."""
    lines: tuple[Listed, ...]


class WarcMemory:
    """The remembered listing of one file, as read for one source. Without a ledger, nothing is remembered."""

    def __init__(self, source: str, file: str, hosts: Sequence[str], ledger: Ledger | None) -> None:
        self._key = f"{source} {file}"
        self._hosts = tuple(hosts)
        self._ledger = ledger
        self._lines: list[Listed] = []
        self._passed_over = 0
        self._head = self._read_head()

    @property
    def has_listing(self) -> bool:
        """Whether there is a listing that may still be valid."""
        return self._head is not None

    def recall(self, version: str) -> Iterator[Listed | None] | None:
        """Return the lines added for this version of the file, or None if there is no listing of it."""
        head = self._head
        if head is None or head.version != version:
            return None
        keys = map(self._chunk_key, range(head.chunks))
        chunks = [chunk for key in keys if (chunk := recall(self._ledger, _NOTE, key, _Chunk)) and chunk.of == head]
        if len(chunks) < head.chunks:
            return None
        return chain(repeat(None, head.passed_over), (line for chunk in chunks for line in chunk.lines))

    def add(self, line: Listed | None) -> None:
        """Add a line of a listing that is being read. None stands for a record that holds no page."""
        if line is None:
            self._passed_over += 1
        elif self._ledger is not None and len(self._lines) <= MAX_REMEMBERED:
            self._lines.append(line)

    def keep(self, version: str | None) -> None:
        """Remember the listing, now complete, if it is short enough and the file's version is known."""
        if self._ledger is None or version is None or len(self._lines) > MAX_REMEMBERED:
            return
        starts = range(0, len(self._lines), CHUNK)
        told = {"version": version, "reader": __version__, "hosts": self._hosts, "passed_over": self._passed_over}
        head = _Head.model_validate(told | {"chunks": len(starts)})
        for number, start in enumerate(starts):
            chunk = _Chunk(of=head, lines=tuple(self._lines[start : start + CHUNK]))
            self._ledger.note(_NOTE, self._chunk_key(number), chunk)
        self._ledger.note(_NOTE, self._key, head)

    def _read_head(self) -> _Head | None:
        head = recall(self._ledger, _NOTE, self._key, _Head)
        return head if head and (head.reader, head.hosts) == (__version__, self._hosts) else None

    def _chunk_key(self, number: int) -> str:
        return f"{self._key} {number}"

"""The index as a cache: built when it is first needed, updated, and rebuilt if it is broken."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.search.catch_up import CaughtUp, Look, OnCount, catch_up
from dateline.tasks.adapters.search.errors import BrokenIndexError, telling
from dateline.tasks.adapters.search.grouping import group
from dateline.tasks.adapters.search.index import Matches, SearchIndex
from dateline.tasks.adapters.search.lists import Listed
from dateline.tasks.adapters.search.reading import Readers
from dateline.tasks.core.errors import IndexUnusableError
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.page import Query
from dateline.tasks.core.search.query import Expression, Phrase

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CachedIndex:
    """The index of an archive in a folder. Methods raise `IndexUnusableError` and `StoreError`."""

    folder: Path
    archive: str
    """The id in the archive's mark."""
    store: ArchiveStore
    today: date
    open_manifests: Collection[str] | None
    """Keys that the manifests of open batches will have; None if the ledger cannot be read."""
    on_count: OnCount = lambda _done, _all: None
    readers: Readers | None = None
    """The processes that read the archive if there is much to add. Without them, this process reads."""

    def exists(self) -> bool:
        """Return whether there is an index, whatever its state."""
        return folder.exists(self.folder)

    def keep_up(self, *, everywhere: bool) -> CaughtUp | None:
        """Add what is new to an intact index. Returns None if another process is writing to it.

        With ``everywhere``, look through the manifests of all days.

        Raises:
            BrokenIndexError: it must be rebuilt.
        """
        with self._writing(waits=False) as is_mine:
            return self._caught_up(everywhere=everywhere) if is_mine else None

    def make_current(self) -> CaughtUp | None:
        """Add what is new, or build the index if there is no intact one. None if another process is writing to it.

        If there is no index yet and another process is building it, wait for it.
        """
        with self._writing(waits=not self.exists()) as is_mine:
            if not is_mine:
                return None
            try:
                return self._caught_up()
            except BrokenIndexError:
                return self._built()

    def rebuild(self) -> CaughtUp:
        """Rebuild the index. Until it is complete, searches use the old one."""
        with self._writing(waits=True):
            return self._built()

    def find(self, expression: Expression, authors: Sequence[Phrase], query: Query) -> Matches:
        """Return the best matches. If the index turns out to be broken, it is rebuilt first."""
        return self.ask(lambda index: index.find(expression, authors, query))

    def candidates(self, hashes: Sequence[int]) -> Sequence[Listed]:
        """Return the articles that may be similar to one with this sketch. Like `find`, rebuilds a broken index."""
        return self.ask(lambda index: index.candidates(hashes))

    @contextmanager
    def opened(self) -> Iterator[SearchIndex]:
        """Yield the index as it is, for many questions."""
        with telling(self.folder), folder.opened(self.folder, self.archive) as index:
            yield index

    def ask(self, ask: Callable[[SearchIndex], T]) -> T:
        """Return the answer to a question. If the index turns out to be broken, it is rebuilt first, by one process."""
        with telling(self.folder):
            asked = folder.name_of_current(self.folder)
        try:
            return self._answered(ask)
        except BrokenIndexError:
            self._replace(asked)
        try:
            return self._answered(ask)
        except BrokenIndexError as error:
            raise IndexUnusableError(
                f"The search index in {self.folder} is broken again after a rebuild ({error}): check the disk."
            ) from error

    def _replace(self, broken: str) -> None:
        """Rebuild the index, unless another process has replaced the broken one while this one waited."""
        with self._writing(waits=True):
            if folder.name_of_current(self.folder) != broken:
                with suppress(BrokenIndexError), self.opened():
                    return
            self._built()

    def _answered(self, ask: Callable[[SearchIndex], T]) -> T:
        with self.opened() as index:
            return ask(index)

    @contextmanager
    def _writing(self, *, waits: bool) -> Iterator[bool]:
        with telling(self.folder), folder.only_writer(self.folder, waits=waits) as is_mine:
            yield is_mine

    def _caught_up(self, *, everywhere: bool = False) -> CaughtUp:
        with self.opened() as index:
            return self._filled(index, everywhere=everywhere)

    def _built(self) -> CaughtUp:
        results: list[CaughtUp] = []
        fill: Callable[[SearchIndex], None] = lambda index: results.append(self._filled(index, everywhere=True))  # noqa: E731
        folder.build(self.folder, self.archive, fill)
        return results[0]

    def _filled(self, index: SearchIndex, *, everywhere: bool) -> CaughtUp:
        look = Look(self.today, self.open_manifests, everywhere)
        done = catch_up(index, self.store, look, self.on_count, self.readers)
        group(index, self.store)
        return done

"""Groups the records that were added to a search index into stories, by the texts of those that may be similar."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.search.stories import Stories
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import read_article
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.similar import likeness, shingles

_AT_ONCE = 200
"""The number of records in a transaction."""
_MAX_SHINGLES = 500_000
"""How many shingles are held in memory, about 35 MB."""
_TWO = 2
_NONE: frozenset[int] = frozenset()


def group(index: SearchIndex, store: ArchiveStore) -> None:
    """Group what has to be grouped. After an interruption, the next call does the rest.

    Records that are damaged or missing are similar to none.

    Raises:
        StoreError: the archive could not be read.
        sqlite3.Error: the index could not be read or written.
    """
    stories, texts = index.stories, _Texts(index, store)
    if stories.waiting(1):
        with index.writing():
            stories.list_hashes()
            if stories.are_mostly_waiting():
                stories.pass_over_lone()
    while rows := stories.waiting(_AT_ONCE):
        with index.writing():
            candidates = {row: stories.candidates(row) for row in rows}
            texts.read({one for row, others in candidates.items() if others for one in (row, others[0])})
            for row, others in candidates.items():
                _group(row, others, stories, texts)


def _group(row: int, candidates: Sequence[int], stories: Stories, texts: "_Texts") -> None:
    for other in stories.related(row):
        stories.join(row, other)
    for other in candidates:
        if not stories.are_together(row, other) and texts.are_similar(row, other):
            stories.join(row, other)
    stories.done(row)


class _Texts:
    """The shingles of records, by row, as they are in the archive. The ones used last are held in memory."""

    def __init__(self, index: SearchIndex, store: ArchiveStore) -> None:
        self._index, self._store = index, store
        self._held: OrderedDict[int, frozenset[int]] = OrderedDict()
        self._count = 0

    def are_similar(self, one: int, other: int) -> bool:
        self.read((one, other))
        first, second = (self._held.get(row) for row in (one, other))
        return bool(first and second) and likeness(first or _NONE, second or _NONE).is_similar

    def read(self, rows: Iterable[int]) -> None:
        """Read several at once. Two at least are held together, however long they are."""
        keys: dict[str, int] = {}
        for row in rows:
            if row in self._held:
                self._held.move_to_end(row)
            elif key := self._index.key_of(row):
                keys[key] = row
        for key, data in read_ahead(self._store, keys):
            try:
                found = shingles(read_article(data or b"", key).text)
            except RecordError:
                found = _NONE
            self._held[keys[key]] = found
            self._count += len(found)
            while self._count > _MAX_SHINGLES and len(self._held) > _TWO:
                self._count -= len(self._held.popitem(last=False)[1])

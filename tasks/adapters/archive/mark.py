"""The archive's mark: a small object that identifies the archive, so that an empty mount point is not mistaken for it.

The ledger keeps the mark's id, too. If the two differ, or the mark is missing, the ledger belongs to another archive
than the one about to be written: a volume is not mounted, or it is the wrong one.
"""

import uuid
from contextlib import suppress

from pydantic import ValidationError

from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.local.mounts import unmounted_above
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.core.archive.records import ARTICLES
from dateline.tasks.core.errors import ObjectNotFoundError, PermanentStoreError
from dateline.tasks.core.protocols import ArchiveStore, Ledger
from dateline.tasks.core.value_types import Model

_NOTE, _KEY = "archive", "mark"

_REMEDY = (
    "If the archive was moved, set [archive] path to where it is now. Check that its volume is mounted. "
    "To use this archive from now on instead, run `dateline ledger rebuild`"
)
_NOTHING_WRITTEN = "Nothing was written. "

_FIRST_REMEDY = (
    "Mount the volume. Nothing was written. If the archive is meant to be in that folder, run `dateline ledger rebuild`"
)


def has_articles(store: ArchiveStore) -> bool:
    """Return whether any article is archived. Versions before 0.2 archived them without marking the archive."""
    return next(iter(store.list(ARTICLES)), None) is not None


class Mark(Model):
    """The identity of an archive."""

    id: str


def check_mark(store: ArchiveStore, ledger: Ledger) -> None:
    """Check that the store is the archive that the ledger knows. On first use, mark it and record its id.

    Call this before anything is written, and again before the ledger is updated.

    Raises:
        PermanentStoreError: it is another archive, or it has no mark although the ledger knows one, or it would be
            started in a mount point whose volume is not mounted.
        StoreError: the mark could not be read or written.
        LedgerError: the ledger could not be read or written.
    """
    if check_known_mark(store, ledger, _NOTHING_WRITTEN):
        return
    found = read_mark(store)
    if found is None and (place := missing_volume(store)):
        raise PermanentStoreError(f"{place}. {_FIRST_REMEDY}.", key=MARK)
    ledger.note(_NOTE, _KEY, found or _made(store))


def check_known_mark(store: ArchiveStore, ledger: Ledger, note: str = "") -> bool:
    """Check that the store is the archive that the ledger knows. Return False if the ledger knows none yet.

    Nothing is written. Call this before anything is read in reliance on the ledger: beside another archive, it says
    that pages are archived which are not. ``note`` is told before the remedy.

    Raises:
        PermanentStoreError: it is another archive, or it has no mark.
        StoreError: the mark could not be read.
        LedgerError: the ledger could not be read.
    """
    known = known_mark(ledger)
    if known is None:
        return False
    found = read_mark(store)
    if found is None:
        problem = f'the archive has no mark ("{MARK}"), but the ledger has recorded one with the id {known.id}'
        raise PermanentStoreError(f"{problem}: it has vanished, or is another archive. {note}{_REMEDY}.", key=MARK)
    if found != known:
        problem = f"this archive (id {found.id} in its mark) is not the one that the ledger knows (id {known.id})"
        raise PermanentStoreError(f"{problem}. {note}{_REMEDY}.", key=MARK)
    return True


def adopt_mark(store: ArchiveStore, ledger: Ledger) -> None:
    """Make the store the ledger's archive from now on: record its mark, after writing one if needed.

    Raises:
        StoreError: the mark could not be read or written.
        LedgerError: the ledger could not be written.
    """
    ledger.note(_NOTE, _KEY, read_mark(store) or _made(store))


def known_mark(ledger: Ledger) -> Mark | None:
    """Return the mark of the archive that the ledger belongs to, or None if it has not been used yet.

    Raises:
        LedgerError: the ledger could not be read.
    """
    return recall(ledger, _NOTE, _KEY, Mark)


def read_mark(store: ArchiveStore) -> Mark | None:
    """Return the store's mark, or None if it has none or an unreadable one."""
    with suppress(ObjectNotFoundError, ValidationError):
        return Mark.model_validate_json(store.get(MARK))
    return None


def missing_volume(store: ArchiveStore) -> str | None:
    """Return in words which volume is not mounted although a new archive would be started there, or None."""
    if not isinstance(store, LocalStore) or (point := unmounted_above(store.root)) is None:
        return None
    return f"the archive would be started in {store.root}, but nothing is mounted at {point}, which is a mount point"


def _made(store: ArchiveStore) -> Mark:
    """Mark the archive. If several processes do so at once, the first one wins. A damaged mark is replaced."""
    mark = Mark(id=uuid.uuid4().hex)
    data = mark.model_dump_json(indent=2).encode() + b"\n"
    store.put_if_absent(MARK, data)
    if found := read_mark(store):
        return found
    store.put(MARK, data)
    return mark

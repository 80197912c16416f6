"""The archive's mark: a small object that says which archive this is, so that an empty mount point is not taken for it.

Its id is kept in the ledger as well. Where the two differ, or the mark is gone, the ledger speaks of another archive
than the one that would be written: a volume that is not mounted, or a wrong one.
"""

import uuid
from contextlib import suppress

from pydantic import ValidationError

from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.errors import ObjectNotFoundError, PermanentStoreError
from dateline.tasks.core.models import Model
from dateline.tasks.core.protocols import ArchiveStore, Ledger

MARK = "dateline-archive.json"
"""The key of the mark."""
_NOTE, _KEY = "archive", "mark"

_REMEDY = (
    "Is its volume mounted, and [archive] as it was? Nothing was written. If this is meant to be the archive from now "
    "on, run `dateline ledger rebuild`"
)


class Mark(Model):
    """Which archive this is."""

    id: str


def check_mark(store: ArchiveStore, ledger: Ledger) -> None:
    """See that the store is the archive that the ledger knows; the first time, mark it and note its id.

    To be called before anything is written, and again before the ledger is told of what was.

    Raises:
        PermanentStoreError: It is another archive, or bears no mark though the ledger knows one.
        StoreError: The mark could not be read or written.
    """
    known, found = recall(ledger, _NOTE, _KEY, Mark), read_mark(store)
    if known is None:
        ledger.note(_NOTE, _KEY, found or _made(store))
    elif found is None:
        problem = f'the archive bears no mark ("{MARK}"), though the ledger knows one with the id {known.id}'
        raise PermanentStoreError(f"{problem}: it has vanished, or is another. {_REMEDY}.", key=MARK)
    elif found != known:
        problem = f"this is another archive (its mark has the id {found.id}) than the ledger's (id {known.id})"
        raise PermanentStoreError(f"{problem}. {_REMEDY}.", key=MARK)


def adopt_mark(store: ArchiveStore, ledger: Ledger) -> None:
    """Take the store for the ledger's archive from now on: note its mark, or give it one.

    Raises:
        StoreError: The mark could not be read or written.
    """
    ledger.note(_NOTE, _KEY, read_mark(store) or _made(store))


def read_mark(store: ArchiveStore) -> Mark | None:
    """Return the store's mark; None where there is none, or none that can be read."""
    with suppress(ObjectNotFoundError, ValidationError):
        return Mark.model_validate_json(store.get(MARK))
    return None


def _made(store: ArchiveStore) -> Mark:
    """Mark the archive; of several who do so at once, one is the first. A damaged mark is written anew."""
    mark = Mark(id=uuid.uuid4().hex)
    data = mark.model_dump_json(indent=2).encode() + b"\n"
    store.put_if_absent(MARK, data)
    if found := read_mark(store):
        return found
    store.put(MARK, data)
    return mark

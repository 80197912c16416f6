"""The exceptions of dateline, in one tree.

::

    DatelineError                   base; its text is a sentence for a person that says what to do
    ├── ConfigError                 settings or a source file are wrong; nothing was started
    ├── DiscoveryError              a source's feed, list or folder could not be read at all
    ├── StoppedError                the work was left before its end, as it was asked to be; the next run completes it
    ├── BatchError                  one batch failed for a reason of its own; the others go on
    ├── BackfillError               slices of a backfill failed; the same call tries them again
    ├── ServerError                 the Prefect server cannot be reached, or stopped answering
    ├── StoreError                  the archive; carries ``key``
    │   ├── ObjectNotFoundError     no object has that key
    │   ├── TransientStoreError     worth another try: 503, a broken connection
    │   └── PermanentStoreError     not worth one: no permission, disk full, bucket gone, unsafe key
    │       └── DamagedObjectError  its bytes cannot be read, or are not those that were stored
    ├── LedgerError                 the ledger could not be read or written
    └── RecordError                 stored bytes are not what they should be: newer schema, broken WARC; carries ``key``

What can go wrong with a single page is no exception: it is a `dateline.tasks.core.models.Rejection`.
"""

from dateline.tasks.core.models import Reason


class DatelineError(Exception):
    """Base of all errors that dateline expects."""


class ConfigError(DatelineError):
    """Settings or a source file are wrong."""


class DiscoveryError(DatelineError):
    """A source's feed, list or folder could not be read at all; ``reason`` says why, where a fetch failed."""

    def __init__(self, message: str, *, url: str, reason: Reason | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.reason = reason


class StoppedError(DatelineError):
    """The work was left before its end, as it was asked to be."""


class BatchError(DatelineError):
    """One batch failed for a reason of its own; ``is_storage`` says whether something stored is damaged."""

    def __init__(self, message: str, *, is_storage: bool = False) -> None:
        super().__init__(message)
        self.is_storage = is_storage


class BackfillError(DatelineError):
    """Slices of a backfill failed, whatever was tried; the others are done."""


class ServerError(DatelineError):
    """The Prefect server cannot be reached, or stopped answering."""


class StoreError(DatelineError):
    """The archive could not be read or written."""

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key


class ObjectNotFoundError(StoreError):
    """No object has that key."""


class TransientStoreError(StoreError):
    """The archive is in trouble that may pass."""


class PermanentStoreError(StoreError):
    """The archive is in trouble that a person must mend."""


class DamagedObjectError(PermanentStoreError):
    """The store itself says that an object's bytes cannot be read, or are not those that were stored."""


class LedgerError(DatelineError):
    """The ledger could not be read or written."""


class RecordError(DatelineError):
    """Stored bytes are not what they should be: ``problem`` says what is wrong, ``remedy`` what to do, if anything."""

    def __init__(self, problem: str, *, key: str, remedy: str = "") -> None:
        super().__init__(f"{problem}: {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy
        self.key = key

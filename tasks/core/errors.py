"""The exceptions of dateline.

::

    DatelineError                   base; its message is a sentence for people that says what to do
    ├── ConfigError                 settings or a source file are wrong; nothing was started
    ├── DiscoveryError              a source's feed, list or folder could not be read at all
    ├── StoppedError                the work was stopped on request; the next run completes it
    ├── BlockedError                every page that a run fetched was a bot wall, a login or a consent page
    ├── BatchError                  only one batch failed; the others continue
    ├── BackfillError               slices of a backfill failed; running it again retries them (`core.runs.backfill`)
    ├── ServerError                 the Prefect server cannot be reached, or stopped answering
    ├── StoreError                  the archive could not be read or written; has ``key``
    │   ├── ObjectNotFoundError     no object has this key
    │   ├── TransientStoreError     a retry may succeed: 503, broken connection
    │   └── PermanentStoreError     a retry will fail: permission denied, disk full, bucket missing, invalid key
    │       └── DamagedObjectError  the object cannot be read, or its bytes are not those that were stored
    ├── LedgerError                 the ledger could not be read or written
    ├── IndexUnusableError          the search index could not be read or written, and rebuilding it does not help
    ├── TemporaryFilesError         the disk for temporary files is full, or cannot be written
    ├── ServerDiskError             the disk of the Prefect server that was started here is full
    └── RecordError                 stored bytes are invalid: newer schema, broken WARC; has ``key``

Failures of a single page are not exceptions, but values: `dateline.tasks.core.models.Rejection`.
"""

import errno

from dateline.tasks.core.models import Reason

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The numbers of system errors that say that a disk is full, or the user's part of it."""


class DatelineError(Exception):
    """The base of all errors that dateline expects."""


def names_of_errors(base: type[DatelineError] = DatelineError) -> set[str]:
    """Return the names of the classes of errors that dateline expects."""
    return {base.__name__}.union(*map(names_of_errors, base.__subclasses__()))


def sentence_of(error: BaseException) -> str:
    """Return the message of an error that dateline expects, and type and message of any other."""
    return str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"


class ConfigError(DatelineError):
    """Settings or a source file are wrong."""


class DiscoveryError(DatelineError):
    """A source's feed, list or folder could not be read at all. ``reason`` says why, if fetching failed.

    ``is_missing`` says that the site has no such file, which another attempt does not change, and ``is_wall`` that it
    answered with a bot wall. ``failures`` are the sentences that the message lists, if it does nothing else.
    """

    def __init__(  # noqa: PLR0913 - each is a fact that some caller needs
        self,
        message: str,
        *,
        url: str,
        reason: Reason | None = None,
        is_missing: bool = False,
        is_wall: bool = False,
        failures: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.failures = failures
        self.url = url
        self.reason = reason
        self.is_missing = is_missing
        self.is_wall = is_wall


class StoppedError(DatelineError):
    """The work was stopped on request."""


class BlockedError(DatelineError):
    """Every page that a run fetched was a bot wall, a login or a consent page."""


def is_wall(error: BaseException) -> bool:
    """Return whether the error says that a run got nothing but walls."""
    return isinstance(error, BlockedError) or (isinstance(error, DiscoveryError) and error.is_wall)


def is_host_at_rest(error: BaseException) -> bool:
    """Return whether the error says that nothing was asked for, because the host is left alone for a while."""
    return isinstance(error, DiscoveryError) and error.reason is Reason.NOT_ASKED


class StillBlockedError(BlockedError):
    """No page was due in a run, and the earlier run that fetched the last pages got only walls."""


class BatchError(DatelineError):
    """Only one batch failed. ``is_storage`` says whether something stored is damaged."""

    def __init__(self, message: str, *, is_storage: bool = False) -> None:
        super().__init__(message)
        self.is_storage = is_storage


class ServerError(DatelineError):
    """The Prefect server cannot be reached, or stopped answering."""


class StoreError(DatelineError):
    """The archive could not be read or written."""

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key


class ObjectNotFoundError(StoreError):
    """No object has this key."""


class TransientStoreError(StoreError):
    """Access to the archive failed, and a retry may succeed."""


class PermanentStoreError(StoreError):
    """Access to the archive failed, and someone must correct the cause."""


class DamagedObjectError(PermanentStoreError):
    """The store reports that an object cannot be read, or that its bytes are not those that were stored.

    ``problem`` says what is wrong, and ``remedy`` what to do.
    """

    def __init__(self, problem: str, *, key: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}.", key=key)
        self.problem = problem


class LedgerError(DatelineError):
    """The ledger could not be read or written."""


class IndexUnusableError(DatelineError):
    """The search index could not be read or written, and rebuilding it does not help."""


class TemporaryFilesError(DatelineError):
    """The disk for temporary files is full, or cannot be written."""


class ServerDiskError(DatelineError):
    """The disk of the Prefect server that was started here is full."""


class RecordError(DatelineError):
    """Stored bytes are invalid. ``problem`` says what is wrong, and ``remedy`` what to do, if anything."""

    def __init__(self, problem: str, *, key: str, remedy: str = "") -> None:
        super().__init__(f"{problem}: {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy
        self.key = key

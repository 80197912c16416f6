"""The exit codes of the ``dateline`` commands. The reference page is generated from these docstrings."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    """Done."""
    UNEXPECTED = 1
    """An unexpected error, probably a bug in dateline. The message names a file with the details."""
    USAGE = 2
    """An invalid argument or configuration. Nothing was started."""
    SOURCE = 3
    """A source, or a part of one, could not be read. Everything else was processed.

    ``health``: a source is in trouble. ``doctor``: the proxy cannot be reached, or a file or folder that a source
    names cannot be read.
    """
    STORAGE = 4
    """The archive, the ledger or the search index is damaged, or could not be read or written.

    Or the disk for temporary files, or that of Prefect's database, is full. Everything archived so far is kept.

    ``audit``: a fault was found and not repaired. ``raw``, ``export``, ``query``, ``reprocess``: a record or a raw page
    is damaged. ``prune``: an article is damaged, so its raw page was kept. ``ledger rebuild``: a damaged manifest was
    skipped. ``index rebuild``: a damaged manifest or record was skipped. ``doctor``: archive or ledger cannot be used,
    the disk is full, or the clock is wrong. Its first fault decides the exit code.
    """
    REJECTED = 5
    """``preview``: the page would be rejected. ``trace``, ``show``, ``raw``: the page or article is unknown.

    ``raw``: the raw page was deleted deliberately. ``ingest --again``: a page was rejected, or was not fetched.
    """
    SERVER = 6
    """The Prefect server could not be reached, or stopped answering. Everything archived so far is kept.

    A run waits for a server that stopped answering for ``[watch] server_lost_s``. The next run continues.
    """
    INTERRUPTED = 130
    """Interrupted by Ctrl-C, SIGTERM or a closed terminal (SIGHUP). The message says what is kept."""
    OUTPUT_CLOSED = 141
    """The program reading the output exited early, as ``head`` does. No message is printed."""

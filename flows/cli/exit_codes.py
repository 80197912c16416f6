"""The exit codes of every ``dateline`` command. The reference is generated from these docstrings."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    """Done."""
    UNEXPECTED = 1
    """A bug in dateline. The message names a file with the details."""
    USAGE = 2
    """A wrong argument, or a mistake in the configuration. Nothing was started."""
    SOURCE = 3
    """A source, or a part of one, could not be read. The rest was done."""
    STORAGE = 4
    """The archive or the ledger could not be read or written, or is damaged. What was done before stays.

    ``audit``: something is wrong and was not mended. ``raw``, ``export``, ``reprocess``: a record or a raw page is
    damaged. ``prune``: an article is damaged, so its raw page was kept. ``ledger rebuild``: a damaged manifest was
    left out.
    """
    REJECTED = 5
    """``preview``: the page would be rejected. ``trace``, ``show``, ``raw``: nothing is known of it.

    ``raw``: the raw page was deleted deliberately.
    """
    SERVER = 6
    """The Prefect server could not be reached, or stopped answering. What was archived stays."""
    INTERRUPTED = 130
    """Interrupted with Ctrl-C or SIGTERM. The next run continues from there."""
    OUTPUT_CLOSED = 141
    """The program that read the output ended before all was written, as ``head`` does. Nothing is said about it."""

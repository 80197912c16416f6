"""The exit codes of every ``dateline`` command, as the README lists them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    UNEXPECTED = 1
    """A mistake in dateline itself; the details lie in a file that the message names."""
    USAGE = 2
    """A wrong argument, or a mistake in the configuration. Nothing was started."""
    SOURCE = 3
    """A source, or a part of one, could not be read. The rest was done."""
    STORAGE = 4
    """The archive or the ledger could not be read or written, or is damaged. What was done before stays."""
    REJECTED = 5
    """``preview``: the page would be rejected. ``trace``, ``show``, ``raw``: nothing is known of it."""
    INTERRUPTED = 130
    """Ctrl-C. The next run goes on from there."""

"""The command ``dateline``, which is also ``python -m dateline``."""

import signal


def main() -> None:
    """Load the command line, which takes a moment, and run it.

    Ctrl-C ends the process without a word while it loads. Python itself would show where it was.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not if a shell ignores it for a process in the background
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dateline.flows.cli import main as run  # noqa: PLC0415 - it is what takes a moment

    signal.signal(signal.SIGINT, before)
    run()


if __name__ == "__main__":
    main()

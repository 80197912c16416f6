"""What Prefect must know before it is imported: it reads its settings once, at import."""

import os
from pathlib import Path

DEFAULTS = {
    # Runs without a network: no telemetry, no look-ups.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Where no server is configured, Prefect starts one for the run, and may take its time on a small machine.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
QUIET_TERMINAL = {
    # The terminal shows dateline's own progress and errors; the run's log is in the UI.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def prepare(root: Path) -> None:
    """Set what is not set. Prefect's home lies under ``root``, so that a project is self-contained."""
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(root / ".prefect"))
    for name, value in (DEFAULTS | QUIET_TERMINAL).items():
        os.environ.setdefault(name, value)

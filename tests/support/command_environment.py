"""The environment of a command that a test runs in a process of its own."""

import os
from pathlib import Path

from tests.support.paths import PACKAGE


def command_environment(folder: Path, *, own_prefect: bool = False, **variables: str) -> dict[str, str]:
    """Return the environment for `dateline` in the project in ``folder``, with ``variables`` added.

    The command knows a Prefect server only if ``variables`` have its PREFECT_API_URL. Then its Prefect home is that of
    the tests; else it is in the project. With ``own_prefect`` it inherits no settings, as in a user's shell.
    """
    dropped: tuple[str, ...] = ("PREFECT_", "DATELINE_") if own_prefect else ("PREFECT_API_URL",)
    if "PREFECT_API_URL" not in variables:
        dropped += ("PREFECT_HOME",)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return inherited | {"PYTHONPATH": str(PACKAGE), "DATELINE_CONFIG": str(folder / "config")} | variables

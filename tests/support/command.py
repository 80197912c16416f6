"""Runs the command line as a user does, in the project of a test."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support import ready
from tests.support.command_environment import command_environment
from tests.support.paths import ROOT
from tests.support.shared import Shared

Project = Callable[..., Path]


def dateline(*args: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in its own process. It has no Prefect server unless one is given.

    The process has already loaded the modules (`tests.support.ready`), unless ``PYTHONPATH`` is set.
    """
    env = command_environment(folder, own_prefect=False, **environment)
    if "PYTHONPATH" in environment:
        command = [sys.executable, "-m", "dateline", *args]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    else:
        done = ready.run(Shared.of_session(), args, folder, env)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def sample_source(address: str) -> str:
    """Return the bundled source file with the address of this test's sample site."""
    shipped = ROOT / "config" / "sources" / "sample.toml"
    port = address.rpartition(":")[2]
    return shipped.read_text(encoding="utf-8").replace("8642", port).replace("enabled = false", "enabled = true")

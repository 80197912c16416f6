"""Pools of processes, as a terminal's Ctrl-C finds them."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

from tests.support.command_environment import command_environment

PROGRAM = """
import signal
from dateline.tasks.adapters.processes import pool_of_processes
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background of a shell
with pool_of_processes(1) as pool:
    try:
        pool.submit(print, "working", flush=True).result()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""
SLOW_TO_START = """
import sys
if "--multiprocessing-fork" in sys.argv:
    print("starting", flush=True)
    sys.stdin.readline()
"""


def test_ctrl_c_reaches_only_the_process_that_has_the_pool(tmp_path: Path) -> None:
    """A process of the pool that is loading would print a traceback. It goes on until it is told to end."""
    (tmp_path / "sitecustomize.py").write_text(SLOW_TO_START)
    env = command_environment(tmp_path)
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=env,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "starting\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
        said, told = process.communicate("\n", timeout=60)
    assert (process.returncode, said, told) == (0, "working\n", "")

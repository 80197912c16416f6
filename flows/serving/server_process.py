"""Runs a Prefect server that ends with the process that started it.

Call it as ``python -m dateline.flows.serving.server_process ARGS``.

Standard input is a pipe that nobody writes to. When the parent dies, however it dies, reading from the pipe returns:
this works on every system, and gives the server time to close its database. (PR_SET_PDEATHSIG on Linux is no
alternative: its signal is sent as soon as the thread that started the child ends.)
"""

import os
import signal
import sys
import time
from threading import Thread

from dateline.flows.runtime import environment

_GRACE_S = 15.0


def main() -> None:
    """Run ``prefect server start`` with this process's arguments, or a temporary server as Prefect starts one."""
    Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    if environment.is_temporary_server():
        import uvicorn  # noqa: PLC0415 - slow to import; the parent may die meanwhile

        sys.argv[1:1] = [
            "--factory",
            "--log-level",
            "error",
            "--lifespan",
            "on",
            "prefect.server.api.server:create_app",
        ]
        uvicorn.main()
    else:
        from prefect.cli import app  # noqa: PLC0415 - as above

        sys.argv[:1] = ["prefect", "server", "start"]
        app()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_S)
    os._exit(1)


if __name__ == "__main__":
    main()

"""The process of a Prefect server that ends with the process that started it.

To be called as ``python -m dateline.flows.serving.server_process ARGS``.

Its standard input is a pipe that nobody writes to. When the other end is gone, by whatever death, the pipe says so:
that holds on every system, and lets the server close its database. (Linux could be asked for a signal by
PR_SET_PDEATHSIG, but sends it when the thread ends that started the child.)
"""

import os
import signal
import sys
import time
from threading import Thread

from dateline.flows.runtime import environment

_GRACE_S = 15.0


def main() -> None:
    """Run ``prefect server start`` with the arguments of this process; a temporary one as Prefect itself starts it."""
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

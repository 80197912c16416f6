"""Runs a Prefect server that ends with the process that started it.

Call it as ``python -m dateline.flows.serving.server_process ARGS``.

Standard input is a pipe that nobody writes to. When the parent dies, however it dies, reading from the pipe returns:
this works on every system, and gives the server time to close its database. (PR_SET_PDEATHSIG on Linux is no
alternative: its signal is sent as soon as the thread that started the child ends.)
"""

import os
import signal
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from dateline.flows.runtime import environment

MAX_LOG_BYTES = 10_000_000
KEPT_LOG_BYTES = 1_000_000
_GRACE_S = 15.0
_LOG_LOOK_S = 60.0
_STDOUT = 1


def main() -> None:
    """Run ``prefect server start`` with this process's arguments, or a temporary server as Prefect starts one."""
    Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    Thread(target=_keep_log_short, name="log watch", daemon=True).start()
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


def _keep_log_short() -> None:
    while True:
        time.sleep(_LOG_LOOK_S)
        with suppress(OSError):  # of a full disk, for example; the next look may do it
            shorten_log(_STDOUT)


def shorten_log(log: int, most: int = MAX_LOG_BYTES, kept: int = KEPT_LOG_BYTES) -> None:
    """Remove all but the end of a log that became too long, because a server may run for months.

    ``log`` is a descriptor that is open for appending, so what others write afterwards follows what was kept. Where the
    system does not let it be read, nothing is kept.
    """
    status = os.fstat(log)
    if not stat.S_ISREG(status.st_mode) or status.st_size <= most:
        return
    end = b""
    with suppress(OSError), Path(f"/dev/fd/{log}").open("rb") as written:
        written.seek(-kept, os.SEEK_END)
        end = written.read(kept)
    os.ftruncate(log, 0)
    os.write(log, end)


if __name__ == "__main__":
    main()

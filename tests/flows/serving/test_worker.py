"""A worker that is started as `dateline deploy` says runs the deployments of the project."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.support import prefect_servers
from tests.support.command import Project, dateline
from tests.support.command_environment import command_environment
from tests.support.processes import end_with_children
from tests.support.sample_archive import SOURCE, objects
from tests.support.served import FINAL, Served
from tests.support.shared import Shared

POOL = "news desk"


@contextmanager
def running(command: str, folder: Path, env: dict[str, str]) -> Iterator[None]:
    """Run a line of a shell, which goes on until it is stopped."""
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(["bash", "-c", command], cwd=folder, env=env, stdout=log, stderr=log)
    try:
        yield
        assert process.poll() is None, (folder / "worker.log").read_text(errors="replace")
    finally:
        end_with_children(process)


def test_the_printed_command_starts_a_worker_for_the_project(project: Project, tmp_path: Path) -> None:
    """In another folder, and without any variable of dateline or Prefect.

    A deployment whose run finds no configuration says what a worker needs.
    """
    folder, elsewhere = project(SOURCE), tmp_path / "else where"
    elsewhere.mkdir()
    api = prefect_servers.started(Shared.of_session(), "server-of-worker", elsewhere)
    served = Served(folder, api.removesuffix("/api"), None, None)  # type: ignore[arg-type]  # only its API is asked
    pool = {"name": POOL, "type": "process", "base_job_template": {}}
    requests.post(f"{api}/work_pools/", json=pool, timeout=60).raise_for_status()
    told = dateline("deploy", "--pool", POOL, folder=folder, PREFECT_API_URL=api)
    assert told.returncode == 0, told.stderr
    command = told.stdout.splitlines()[-1].strip()
    assert command.startswith(f"PREFECT_API_URL={api} DATELINE_CONFIG={folder / 'config'} ")
    assert " PREFECT_FLOWS_HEARTBEAT_FREQUENCY=30 PREFECT_CLIENT_MAX_RETRIES=7 " in command, "as the docs say"
    assert command.endswith(" worker start --pool 'news desk'")
    env = command_environment(folder, own_prefect=True, HOME=str(elsewhere), PREFECT_WORKER_QUERY_SECONDS="1")
    del env["DATELINE_CONFIG"]
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    with running(command, elsewhere, env):
        assert served.wait_for(served.start("ingest/sample"), FINAL) == "COMPLETED"
        assert [key for key in objects(folder) if key.startswith("articles/")]
        (folder / "config").rename(folder / "gone")
        run = served.start("ingest/sample")
        assert served.wait_for(run, FINAL) == "FAILED"
    message = served.get(f"flow_runs/{run}")["state"]["message"]
    assert message.startswith("the run has no configuration: set DATELINE_CONFIG to the configuration folder")

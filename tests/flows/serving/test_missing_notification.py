"""`dateline serve` where the Prefect server lacks the notification block that the settings name."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import pytest

from tests.support.command import Project, dateline
from tests.support.command_environment import command_environment
from tests.support.ports import free_port
from tests.support.prefect_servers import give_database
from tests.support.sample_archive import SOURCE
from tests.support.served import Served

pytestmark = pytest.mark.timeout(900)
BLOCK = 'there is no Prefect block "custom-webhook/news" ([watch] notification)'


@contextmanager
def serve(folder: Path, port: int) -> Iterator[tuple[Served, str]]:
    """Run `serve` until the block ends; yield it and what it says until it serves."""
    give_database(folder)
    command = [sys.executable, "-u", "-m", "dateline", "serve", "--port", str(port)]
    env = command_environment(folder, own_prefect=True)
    with (
        socket() as unused,
        subprocess.Popen(
            command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C to stop" in line:
                break
        else:
            pytest.fail(f"serve ended with {process.wait()}: {said}")
        try:
            yield Served(folder, f"http://127.0.0.1:{port}", process, unused), said
        finally:
            process.terminate()
            process.wait(300)


def add_block(served: Served) -> str:
    """Create the block as the UI does, and return its id."""
    kind = served.get("block_types/slug/custom-webhook")["id"]
    (schema, *_) = served.post("block_schemas/filter", block_schemas={"block_type_id": {"any_": [kind]}})
    block = {"name": "news", "block_type_id": kind, "block_schema_id": schema["id"]}
    data = {"name": "news", "url": "http://127.0.0.1:9/", "json_data": {"body": "{{body}}"}}
    return str(served.post("block_documents/", **block, data=data)["id"])


def notified(served: Served) -> list[object]:
    """Return the blocks that the automations call."""
    found = served.post("automations/filter")
    assert len(found) == 7
    return [action["block_document_id"] for one in found for action in one["actions"] if "block_document_id" in action]


def test_serve_starts_without_the_notification_block_and_uses_it_at_the_next_start(project: Project) -> None:
    """The block can only be created in the UI that `serve` runs. The terminal, the health and `doctor` say so."""
    folder, port = project(SOURCE, '[watch]\nnotification = "custom-webhook/news"\n'), free_port()
    with serve(folder, port) as (served, said):
        assert f"Warning: {BLOCK}" in said
        assert "Create it in the Prefect UI under Blocks, then start `dateline serve` again" in said
        assert notified(served) == []
        (health,) = [one for one in served.post("artifacts/filter") if one["key"] == "source-health"]
        assert "- **notifications**: there is no Prefect block" in health["data"]
        run = served.start("health/health")
        assert served.wait_for(run, {"COMPLETED", "FAILED", "CRASHED"}) == "COMPLETED"
        (health,) = [
            one for one in served.post("artifacts/filter") if one["flow_run_id"] == run and "health" in one["key"]
        ]
        assert "- **notifications**: there is no Prefect block" in health["data"]
        examined = dateline("doctor", folder=folder).stdout
        assert f"warning  notifications: {BLOCK}" in examined
        block = add_block(served)
        assert "notifications" not in dateline("doctor", folder=folder).stdout
    with serve(folder, port) as (served, said):
        assert "Warning" not in said
        assert notified(served) == [block] * 6

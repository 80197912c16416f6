"""Prefect's automations on a real server: each fires, and sends a sentence to the configured webhook."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psutil
import pytest

from dateline.config.schema import WatchSettings
from dateline.tasks.monitoring import count_failure
from tests.support.command import dateline
from tests.support.local_site import story
from tests.support.past_days import publish_in_the_past
from tests.support.sample_archive import sample_settings
from tests.support.served import FINAL, Served, serving

pytestmark = [pytest.mark.usefixtures("prefect_home"), pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served project for these tests alone, whose faults would show in the reports of others."""
    with serving(tmp_path_factory.mktemp("watched")) as running:
        yield running


@contextmanager
def webhook() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the address of a server on loopback, and the bodies that it received, by subject."""
    got: dict[str, list[str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.setdefault(message["subject"], []).append(message["body"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", got
        finally:
            server.shutdown()


def add_webhook(served: Served, url: str) -> str:
    """Create a block as the UI does, and return its name for `watch.notification`."""
    kind = served.get("block_types/slug/custom-webhook")["id"]
    (schema, *_) = served.post("block_schemas/filter", block_schemas={"block_type_id": {"any_": [kind]}})
    data = {"name": "hook", "url": url, "json_data": {"subject": "{{subject}}", "body": "{{body}}"}}
    named = f"hook-{uuid4().hex[:8]}"
    served.post("block_documents/", name=named, block_type_id=kind, block_schema_id=schema["id"], data=data)
    return f"custom-webhook/{named}"


def install(served: Served, watch: WatchSettings) -> None:
    from prefect.client.orchestration import PrefectClient  # noqa: PLC0415 - after the server's settings

    from dateline.flows.serving.automations import install as install_all  # noqa: PLC0415 - as above

    async def there() -> None:
        async with PrefectClient(f"{served.address}/api") as client:
            await install_all(client, watch)

    asyncio.run(there())


def automations(served: Served) -> dict[str, dict[str, object]]:
    found = served.post("automations/filter")
    assert len(found) == len({one["name"] for one in found})
    return {one["name"].removeprefix("dateline: "): one for one in found}


def wait_until(holds: Callable[[], bool], what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < deadline, what()
        time.sleep(0.5)


def run_without_a_process(served: Served) -> str:
    """Shorten the automation's wait for heartbeats to ten seconds; return a run that Prefect takes for running."""
    ours = automations(served)["a run died"]
    short = {key: ours[key] for key in ("name", "description", "enabled", "actions")}
    trigger = ours["trigger"]
    assert isinstance(trigger, dict)
    served.put(f"automations/{ours['id']}", **short, trigger=trigger | {"within": 10})
    health = served.get("deployments/name/health/health")["id"]
    return str(served.post(f"deployments/{health}/create_flow_run", state={"type": "RUNNING"})["id"])


def beat_once(served: Served, run: str) -> None:
    """Send a heartbeat of the run to the server."""
    event = {
        "id": str(uuid4()),
        "event": "prefect.flow-run.heartbeat",
        "resource": {"prefect.resource.id": f"prefect.flow-run.{run}"},
        "related": [{"prefect.resource.id": "prefect.tag.dateline", "prefect.resource.role": "tag"}],
        "occurred": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
    }
    served.post_events([event])


def kill_a_run(served: Served) -> str:
    """Kill the process of a run of `slow` with SIGKILL while its site hangs; return the run."""
    run = served.start("ingest/slow")
    connection, _ = served.hanging.accept()
    with connection:
        ours = []
        for child in psutil.Process(served.process.pid).children():
            with suppress(psutil.Error):  # that of another run may end meanwhile
                if run in child.environ().get("PREFECT__FLOW_RUN_ID", ""):
                    ours.append(child)
        (process,) = ours
        process.kill()
        assert served.wait_for(run, FINAL) == "CRASHED"
    return run


def triggered(served: Served) -> list[str]:
    """Return the names of the automations that fired, once per firing, without the prefix."""
    events = served.events("prefect.automation.triggered")
    return [event["resource"]["prefect.resource.name"].removeprefix("dateline: ") for event in events]


def test_each_automation_fires_and_sends_a_message(watched: Served) -> None:
    """Crashed runs, two kinds of silence, rejections and a backfill each cause one readable message."""
    with webhook() as (url, got):
        install(watched, WatchSettings(notification=add_webhook(watched, url), silent_after_s=10))
        pages = watched.folder / "pages"
        (pages / "fresh.html").write_bytes(story("The pier was mended overnight", datetime.now(UTC)))
        (pages / "empty.html").write_text("<html><body>hello</body></html>")
        publish_in_the_past(watched.folder, "gazette", dict.fromkeys(range(9, 25), 1))
        (watched.folder / "config" / "sources" / "gazette.toml").write_text(
            '[source]\nname = "gazette"\nurls = ["https://gazette.example/"]\n[source.schedule]\ninterval_s = 3600\n'
        )
        days = {"since": "2026-03-01", "until": "2026-03-08"}
        runs = [
            watched.start("ingest/courier"),
            watched.start("health/health"),
            watched.start("backfill/backfill", sources=["courier"], **days),
        ]
        killed = kill_a_run(watched)
        assert [watched.wait_for(run, FINAL) for run in runs] == ["COMPLETED"] * 3
        died = run_without_a_process(watched)  # now that no other run can be taken for dead
        beat_once(watched, died)
        crashes = got.setdefault("dateline: a run crashed", [])
        wait_until(lambda: len(got) == 5 and len(crashes) == 2, lambda: got)
        assert watched.state_of(died) == "CRASHED"
    said = {subject.removeprefix("dateline: "): bodies[0] for subject, bodies in got.items()}
    (of_slow,) = (body for body in crashes if body.startswith("slow: the run slow up to "))
    assert of_slow.endswith(f" {watched.address}/runs/flow-run/{killed}")
    (of_health,) = (body for body in crashes if body.startswith("health: the run "))
    assert " crashed. The heartbeats stopped: the run was killed. Nothing is lost" in of_health
    assert of_health.endswith(f"/runs/flow-run/{died}")
    assert re.match(r"courier: no new articles since \d{4}-\d\d-\d\d \d\d:\d\d UTC\.", said["no new articles"])
    silent = "gazette: silent for 9 days, longer than any earlier pause; no run has read it completely yet. http"
    assert said["a source is silent"].startswith(silent)
    assert "pages were rejected (" in said["many rejections"]
    assert (
        "[2026-03-01, 2026-03-08): the backfill is finished (slices: 1, failed: 0, pages: "
        in said["a backfill is finished"]
    )
    beats = watched.events("prefect.flow-run.heartbeat")
    tagged = [any(one["prefect.resource.id"] == "prefect.tag.dateline" for one in beat["related"]) for beat in beats]
    assert all(tagged), "a heartbeat of a served run, or of one within it, lacks the tag that the automation asks for"
    subjects = {subject.removeprefix("dateline: ") for subject in got}
    wait_until(lambda: set(triggered(watched)) >= subjects, lambda: triggered(watched))


def test_a_run_that_ended_by_itself_is_not_reported(watched: Served) -> None:
    """Its last heartbeat may arrive after its end; then the automation fires without an effect."""
    with webhook() as (url, got):
        install(watched, WatchSettings(notification=add_webhook(watched, url)))
        run = run_without_a_process(watched)
        watched.post(f"flow_runs/{run}/set_state", state={"type": "COMPLETED"}, force=True)
        before = triggered(watched).count("a run died")
        beat_once(watched, run)
        wait_until(lambda: triggered(watched).count("a run died") > before, lambda: triggered(watched))
        after = run_without_a_process(watched)  # whatever the first run led to was told before this one's crash is
        watched.post(f"flow_runs/{after}/set_state", state={"type": "CRASHED"}, force=True)
        crashes = got.setdefault("dateline: a run crashed", [])
        wait_until(lambda: any(after in body for body in crashes), lambda: got)
    assert watched.state_of(run) == "COMPLETED"
    assert "dateline: a run died" not in got
    assert [after in body for body in crashes] == [True]


def test_a_source_that_keeps_failing_is_reported_once(watched: Served) -> None:
    """The message has the run's link and the cause. The first failure is counted here, because a run takes seconds.

    `tests/tasks/test_failures.py` tests which failures are reported.
    """
    settings, pages = watched.folder / "config" / "settings.toml", watched.folder / "pages"
    settings.write_text(settings.read_text().replace("[watch]\n", "[watch]\nfailed_runs = 2\n"))
    pages.rename(watched.folder / "away")
    pages.mkdir()
    try:
        with webhook() as (url, got):
            install(watched, WatchSettings(notification=add_webhook(watched, url)))
            assert count_failure("courier", datetime.now(UTC), sample_settings(watched.folder)) is None
            run = watched.start("ingest/courier")
            assert watched.wait_for(run, FINAL) == "FAILED"
            wait_until(lambda: "dateline: a source fails" in got, lambda: got)
    finally:
        pages.rmdir()
        (watched.folder / "away").rename(pages)
    (told,) = got["dateline: a source fails"]
    assert told.startswith("courier: the last 2 runs failed, the first of them at ")
    assert "contains no saved page" in told
    assert told.endswith(f"/flow-run/{run}")
    failing = "dateline.source.failing"  # the server writes its events down later than it acts on them
    wait_until(lambda: bool(watched.events(failing)), lambda: failing)
    (event,) = watched.events(failing)
    assert event["payload"]["runs"] == 2


def test_installing_again_updates_and_duplicates_nothing(watched: Served) -> None:
    """Seven automations keep their ids and get new settings; a duplicate is removed."""
    install(watched, WatchSettings())
    first = automations(watched)
    install(watched, WatchSettings(silent_after_s=7200))
    second = automations(watched)
    assert {name: one["id"] for name, one in second.items()} == {name: one["id"] for name, one in first.items()}
    assert len(second) == 7
    triggers = [one["no new articles"]["trigger"] for one in (first, second)]
    assert [trigger["within"] for trigger in triggers if isinstance(trigger, dict)] == [259200, 7200]
    double = {key: first["no new articles"][key] for key in ("name", "description", "trigger", "actions")}
    watched.post("automations/", **double)
    install(watched, WatchSettings(silent_after_s=7200))
    assert len(automations(watched)) == 7


def test_automations_stay_as_they_are_without_the_notification_block(watched: Served) -> None:
    """They may still send messages to a block that the settings named before."""
    install(watched, WatchSettings(silent_after_s=3600))
    install(watched, WatchSettings(notification="custom-webhook/nowhere", silent_after_s=7200))
    (trigger,) = [one["trigger"] for name, one in automations(watched).items() if name == "no new articles"]
    assert isinstance(trigger, dict)
    assert trigger["within"] == 3600


def test_deploy_registers_nothing_without_the_notification_block(watched: Served, tmp_path: Path) -> None:
    """The mistake is found before any deployment is registered or removed."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[watch]\nnotification = "custom-webhook/nowhere"\n')
    pool = f"pool-{uuid4().hex[:8]}"
    watched.post("work_pools/", name=pool, type="process")
    before = {one["id"] for one in watched.post("deployments/filter")}
    done = dateline("deploy", "--pool", pool, folder=tmp_path, PREFECT_API_URL=f"{watched.address}/api")
    assert done.returncode == 2
    assert 'there is no Prefect block "custom-webhook/nowhere" ([watch] notification)' in done.stderr
    assert before == {one["id"] for one in watched.post("deployments/filter")} != set()

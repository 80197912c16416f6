"""`dateline serve` on its own Prefect server: what it registers, how runs are windowed and stopped."""

import asyncio
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tasks.adapters.ledger import open_ledger
from tests.flows.served import FINAL, Served


def test_every_deployment_and_automation_is_registered(served: Served) -> None:
    """The source has its schedule and one run at a time; the other flows and five automations are there."""
    found = {deployment["name"]: deployment for deployment in served.post("deployments/filter")}
    assert {"courier", "backfill", "health", "reprocess", "audit"} <= found.keys()
    (schedule,) = found["courier"]["schedules"]
    assert schedule["schedule"]["cron"] == "0 4 1 1 *"
    assert found["courier"]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert all("dateline" in deployment["tags"] for deployment in found.values())
    assert found["backfill"]["parameter_openapi_schema"]["properties"]["sources"]["items"]["enum"] == [
        "courier",
        "slow",
    ]
    assert len(served.post("automations/filter")) == 5


def test_a_run_of_a_deployment_goes_on_from_the_watermark(served: Served) -> None:
    """The first run takes all that the source names, the next one only looks; its name says up to when."""
    run = served.start("ingest/courier")
    assert served.wait_for(run, FINAL) == "COMPLETED"
    assert served.get(f"flow_runs/{run}")["name"].startswith("courier up to 20")
    keys = set((served.folder / "archive" / "articles").rglob("*.json"))
    assert keys
    again = served.start("ingest/courier")
    assert served.wait_for(again, FINAL) == "COMPLETED"
    assert set((served.folder / "archive" / "articles").rglob("*.json")) == keys


def _wait_until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.5)


def test_silence_rejections_and_backfills_set_off_their_automations(served: Served) -> None:
    """A run with rejections and then nothing new, and a backfill: three automations leave their events."""
    assert served.wait_for(served.start("ingest/courier"), FINAL) == "COMPLETED"
    days = {"since": "2026-03-01", "until": "2026-03-08"}
    assert served.wait_for(served.start("backfill/backfill", sources=["courier"], **days), FINAL) == "COMPLETED"
    wanted = {"dateline: no new articles", "dateline: many rejections", "dateline: a backfill is finished"}

    def fired() -> set[str]:
        return {event["resource"]["prefect.resource.name"] for event in served.events("prefect.automation.triggered")}

    _wait_until(lambda: wanted <= fired(), f"{wanted} did not fire")


def test_a_run_without_heartbeats_becomes_crashed(served: Served) -> None:
    """A run of ours that says nothing any more is Crashed after the automation's time, here ten seconds."""
    (ours,) = [one for one in served.post("automations/filter") if one["name"] == "dateline: a run died"]
    short = {key: ours[key] for key in ("name", "description", "enabled", "actions")}
    short["trigger"] = ours["trigger"] | {"within": 10}
    served.put(f"automations/{ours['id']}", **short)
    deployment = served.get("deployments/name/health/health")
    body = {"flow_id": deployment["flow_id"], "tags": ["dateline"], "state": {"type": "RUNNING"}}
    run = served.post("flow_runs/", **body)["id"]
    beats = served.events("prefect.flow-run.heartbeat")
    tags = [[one for one in beat["related"] if one["prefect.resource.id"] == "prefect.tag.dateline"] for beat in beats]
    assert all(tags), "a heartbeat of a served run, or of one within it, lacks the tag that the automation asks for"
    resource = {"prefect.resource.id": f"prefect.flow-run.{run}", "prefect.resource.name": "killed"}
    event = {"event": beats[0]["event"], "resource": resource, "related": tags[0], "id": str(uuid4())}
    served.post_events([event | {"occurred": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}])
    assert served.wait_for(run, FINAL) == "CRASHED"


@pytest.mark.usefixtures("prefect_server")
def test_automations_are_installed_once() -> None:
    """Installing again changes nothing and doubles nothing."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings

    from config.schema import WatchSettings  # noqa: PLC0415 - as above
    from flows.automations import install  # noqa: PLC0415 - as above

    async def twice() -> tuple[set[str], set[str]]:
        async with get_client() as client:
            await install(client, WatchSettings())
            first = {str(one.id) for one in await client.read_automations()}
            await install(client, WatchSettings())
            return first, {str(one.id) for one in await client.read_automations()}

    first, second = asyncio.run(twice())
    assert first == second
    assert len(first) == 5


def test_a_cancelled_run_stops_within_ten_seconds(served: Served) -> None:
    """Cancelled while a site hangs, the run ends soon, without a manifest; its batch waits for the next run."""
    run = served.start("ingest/slow")
    connection, _ = served.hanging.accept()  # the run has asked, and gets no answer
    with connection:
        began = time.monotonic()
        served.post(f"flow_runs/{run}/set_state", state={"type": "CANCELLING", "name": "Cancelling"}, force=False)
        assert served.wait_for(run, FINAL, 20) == "CANCELLED"
        assert time.monotonic() - began < 10
    with closing(open_ledger(f"sqlite:///{served.folder}/.dateline/ledger.sqlite")) as ledger:
        (batch,) = ledger.unfinished("slow")
    assert len(batch.refs) == 1
    assert not (served.folder / "archive" / batch.manifest).exists()

"""`dateline serve` on its own Prefect server: what it registers, and how runs get their windows and are stopped."""

import logging
import re
from contextlib import closing, suppress
from typing import Any

import psutil
import pytest

from dateline.tasks.adapters.ledger.sql import open_ledger
from tests.support.served import FINAL, Served


def test_every_deployment_and_automation_is_registered(served: Served) -> None:
    """The source has its schedule and one run at a time; other flows and seven automations are registered."""
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
    assert len(served.post("automations/filter")) == 7
    descriptions = {name: deployment["description"] for name, deployment in found.items()}
    assert descriptions["backfill"] == "Archive what sources published in a range of days, slice by slice."
    assert not [name for name, told in descriptions.items() if "``" in told or "\n" in told or not told.endswith(".")]
    forms = [deployment["parameter_openapi_schema"]["properties"] for deployment in found.values()]
    assert not [name for form in forms for name, field in form.items() if not field.get("description")]


def test_the_server_listens_on_this_machine_only(served: Served) -> None:
    """The server has no password, so neither serve nor its children listen on other interfaces."""
    process = psutil.Process(served.process.pid)
    connections: list[Any] = []
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.Error):  # the process of a run may end meanwhile
            connections += one.net_connections()
    listening = {found.laddr for found in connections if found.status == psutil.CONN_LISTEN}
    assert int(served.address.rpartition(":")[2]) in {address.port for address in listening}
    assert {address.ip for address in listening} == {"127.0.0.1"}


def test_a_run_of_a_deployment_goes_on_from_the_watermark(served: Served, ingested: str) -> None:
    """The first run fetches all pages, the next one finds nothing new; its name has the end of its window."""
    assert served.get(f"flow_runs/{ingested}")["name"].startswith("courier up to 20")
    keys = set((served.folder / "archive" / "articles").rglob("*.json"))
    assert keys
    again = served.start("ingest/courier")
    assert served.wait_for(again, FINAL) == "COMPLETED"
    assert set((served.folder / "archive" / "articles").rglob("*.json")) == keys
    assert served.get(f"flow_runs/{again}")["state"]["name"] == "Nothing new"


def test_the_log_of_a_run_tells_each_step(served: Served, ingested: str) -> None:
    """The log in the UI shows what was read and found, what is to be fetched, and the outcomes of each batch."""
    told = served.log_of(ingested, until="batch 1 archived")
    steps = (
        r"courier: \d+ pages listed in the window, found in [\d.]+ s",
        r"courier: \d+ pages to fetch in 1 batch; 0 known already",
        r"courier: batch 1 archived: \d+ new, 1 rejected; [\d.]+ kB written",
    )
    assert re.search(".*".join(steps), told, re.DOTALL), told


def test_a_wrong_time_in_a_run_form_is_told_in_a_sentence(served: Served) -> None:
    """Prefect's server takes any text for a time. The run fails with a sentence; a day without an offset is in UTC."""
    wrong = served.start("ingest/courier", since="yesterday")
    assert served.wait_for(wrong, FINAL) == "FAILED"
    sentence = "write a day or a time as in 2026-03-01, 2026-03-01T06:30 or 2026-03-01T06:30+02:00, not 'yesterday'"
    assert served.get(f"flow_runs/{wrong}")["state"]["message"] == f"since: {sentence}"
    assert "Traceback" not in served.log_of(wrong, until="The run failed: since: write a day")
    turned = served.start("backfill/backfill", sources=["courier"], since="2026-03-02", until="2026-03-01")
    assert served.wait_for(turned, FINAL) == "FAILED"
    message = "since (2026-03-02) must be before until (2026-03-01)"
    assert served.get(f"flow_runs/{turned}")["state"]["message"] == message
    days = served.start("ingest/courier", since="2026-03-01", until="2026-03-02")
    assert served.wait_for(days, FINAL) == "COMPLETED"
    assert served.get(f"flow_runs/{days}")["name"] == "courier [2026-03-01, 2026-03-02)"


def test_a_cancelled_run_stops_while_a_site_hangs(served: Served) -> None:
    """The run ends long before the read timeout, without a manifest; its batch is left to the next run.

    It names the run that was dropped meanwhile.
    """
    run = served.start("ingest/slow")
    connection, _ = served.hanging.accept()  # the run has asked, and gets no answer
    with connection:
        dropped = served.start("ingest/slow")
        assert served.wait_for(dropped, FINAL) == "CANCELLED"
        served.post(f"flow_runs/{run}/set_state", state={"type": "CANCELLING", "name": "Cancelling"}, force=False)
        assert served.wait_for(run, FINAL, 200) == "CANCELLED"
    logs = served.post("logs/filter", logs={"flow_run_id": {"any_": [run]}})
    assert [one["message"] for one in logs if one["level"] > logging.INFO] == []
    assert [one["message"] for one in logs if "topped" in one["message"]] == [
        "stopped between two pages; the next run continues from there"
    ]
    ends = {step.partition(" ")[0]: end for step, end in served.ends_of_steps(run).items()}
    told = ("CANCELLED", "stopped between two pages; the next run continues from there")
    assert ends == {"discover": ("COMPLETED", ""), "plan": ("COMPLETED", ""), "fetch": told}
    (report,) = [one for one in served.post("artifacts/filter") if one["flow_run_id"] == run and one["key"]]
    assert "**Cancelled**" in report["data"]
    assert "- batches left to the next run: 1 of 1" in report["data"]
    with closing(open_ledger(f"sqlite:///{served.folder}/.dateline/ledger.sqlite")) as ledger:
        (batch,) = ledger.unfinished("slow")
    assert len(batch.refs) == 1
    assert not (served.folder / "archive" / batch.manifest).exists()
    name = served.get(f"flow_runs/{dropped}")["name"]
    assert re.fullmatch(r"slow up to 20[\d-]+ [\d:]+ \(dropped: another run was in progress\)", name)


@pytest.mark.parametrize("silent", ["urls", "feeds"])
def test_the_slices_of_a_cancelled_backfill_end_with_it(served: Served, silent: str) -> None:
    """Those that wait for a silent site, for a page or a feed, and those that wait for another slice.

    Each says itself that it was stopped. Of a slice that did not, Prefect's server says half a minute after the end of
    the backfill that this was cancelled.
    """
    table = served.folder / "config" / "sources" / "slow.toml"
    text = table.read_text()
    address = re.search(r'urls = \["(.*)"\]', text)
    assert address
    parts = [f'"{address[1]}{number}"' for number in range(2)]
    table.write_text(text.replace(address[0], f"{silent} = [{', '.join(parts)}]"))
    try:
        days = {"since": "2026-03-01", "until": "2026-03-04", "slice": "day"}
        run = served.start("backfill/backfill", sources=["slow"], parallel=3, **days)
        connection, _ = served.hanging.accept()
        with connection:
            begun: list[Any] = []
            while len(begun) < 3:
                begun = [one for one in runs_of(served) if one["name"].startswith("slow [2026-03-0")]
                begun = [one for one in begun if one["state_type"] == "RUNNING" and one["id"] != run]
            served.post(f"flow_runs/{run}/set_state", state={"type": "CANCELLING", "name": "Cancelling"}, force=False)
            ends = [served.wait_for(one["id"], FINAL, 200) for one in begun]
            assert served.wait_for(run, FINAL, 200) == "CANCELLED"
    finally:
        table.write_text(text)
    assert ends == ["CANCELLED"] * 3
    why = {served.get(f"flow_runs/{one['id']}")["state"]["message"] for one in begun}
    assert all(message.startswith("stopped ") for message in why), why
    of_steps = {end for end, _ in served.ends_of_steps(*(one["id"] for one in begun)).values()}
    assert of_steps == ({"CANCELLED"} if silent == "feeds" else {"COMPLETED", "CANCELLED"})


def test_a_run_that_is_cancelled_while_a_feed_is_silent_has_no_crashed_step(served: Served) -> None:
    """The signal to stop reaches the step itself, which Prefect then calls crashed."""
    table = served.folder / "config" / "sources" / "slow.toml"
    text = table.read_text()
    table.write_text(text.replace("urls", "feeds"))
    try:
        run = served.start("ingest/slow")
        connection, _ = served.hanging.accept()
        with connection:
            served.post(f"flow_runs/{run}/set_state", state={"type": "CANCELLING", "name": "Cancelling"}, force=False)
            assert served.wait_for(run, FINAL, 200) == "CANCELLED"
    finally:
        table.write_text(text)
    ends = served.ends_of_steps(run)
    assert ends == {"discover slow": ("CANCELLED", "stopped; the next run continues from there")}
    logs = served.post("logs/filter", logs={"flow_run_id": {"any_": [run]}})
    assert [one["message"] for one in logs if one["level"] > logging.INFO] == []


def runs_of(served: Served) -> list[Any]:
    """Return the runs that the server has, the newest first."""
    found = served.post("flow_runs/filter", sort="START_TIME_DESC", limit=20)
    assert isinstance(found, list)
    return found

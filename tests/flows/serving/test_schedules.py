"""Schedules of sources on a real Prefect server: cron with a zone, intervals, and adaptive intervals."""

import asyncio
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prefect.deployments.runner import RunnerDeployment

from dateline.config.loader import load
from dateline.config.schema import PollSettings, Source
from dateline.tasks.schedule_state import next_interval
from tests.support.command import dateline
from tests.support.sample_archive import PAGES, sample_settings

Project = Callable[..., Path]
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def source(schedule: dict[str, object]) -> Source:
    return Source.model_validate({"name": "sample", "schedule": schedule})


def test_an_adaptive_interval_follows_what_runs_bring(tmp_path: Path) -> None:
    """It starts at the minimum, grows by half after a run without news and shrinks after others, within bounds."""
    settings = sample_settings(tmp_path)
    adaptive = source({"adaptive": True, "max_interval_s": 600})
    brought = [3, 0, 0, 0, 1, 9]
    intervals = [next_interval(adaptive, new, settings, NOW).total_seconds() for new in brought]
    assert intervals == [300, 450, 600, 600, 300, 300]


@pytest.mark.parametrize(
    ("schedule", "bounds"),
    [
        ({"adaptive": True}, (300, 21_600)),
        ({"adaptive": True, "min_interval_s": 3600}, (3600, 21_600)),
        ({"adaptive": True, "max_interval_s": 120}, (120, 120)),
        ({"adaptive": True, "min_interval_s": 86_400}, (86_400, 86_400)),
        ({"interval_s": 60}, (300, 21_600)),
    ],
)
def test_a_schedules_bounds_are_those_of_its_feeds(schedule: dict[str, object], bounds: tuple[float, float]) -> None:
    """A run that comes sooner thus finds its feeds due; a missing bound is the common one, if it fits."""
    found = source(schedule).poll_settings(PollSettings(adaptive=False))
    assert (found.min_interval_s, found.max_interval_s) == bounds
    assert found.adaptive is bool(schedule.get("adaptive"))


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ({"cron": "0 6 * * *", "adaptive": True}, "one of cron, interval_s and adaptive"),
        ({"interval_s": 60, "cron": "0 6 * * *"}, "one of cron, interval_s and adaptive"),
        ({"min_interval_s": 60}, "set adaptive"),
        ({"adaptive": True, "min_interval_s": 600, "max_interval_s": 60}, "make it shorter"),
    ],
)
def test_a_schedule_that_says_two_things_is_refused(schedule: dict[str, object], told: str) -> None:
    """The error says what to do."""
    with pytest.raises(ValueError, match=told):
        source(schedule)


def test_sources_with_equal_intervals_are_due_at_different_times(project: Project) -> None:
    """A hundred hourly sources are spread over the minutes, and each keeps its own after a restart."""
    from dateline.flows.serving.deployments import deployments  # noqa: PLC0415 - imports Prefect

    folder = project('[source]\nname = "sample"\nurls = ["https://sample.example/"]\n')
    for n in range(100):
        text = f'[source]\nname = "paper-{n}"\nurls = ["https://{n}.example/"]\n[source.schedule]\ninterval_s = 3600\n'
        (folder / "config" / "sources" / f"paper-{n}.toml").write_text(text)

    def first_moments() -> dict[str, datetime]:
        planned = {one.name: one.schedules or [] for one in asyncio.run(deployments(load()))}
        return {
            name: schedule.schedule.anchor_date  # type: ignore[union-attr]  # all are intervals
            for name, schedules in planned.items()
            for schedule in schedules
            if name.startswith("paper-")
        }

    found = first_moments()
    assert len(found) == 100
    assert max(Counter(moment.minute for moment in found.values()).values()) <= 8
    assert first_moments() == found


@pytest.mark.usefixtures("prefect_server")
def test_schedules_reach_the_server_and_adaptive_ones_move(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each source has its schedule, tags and one run at a time; a run of an adaptive one sets its own interval."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.responses import DeploymentResponse  # noqa: PLC0415 - as above

    from dateline.flows.ingest import ingest  # noqa: PLC0415 - as above
    from dateline.flows.serving.deployments import deployments, rename_schedules  # noqa: PLC0415 - as above

    folder = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n[source.schedule]\nadaptive = true\n')
    for name, schedule in (("early", 'cron = "30 5 * * 1-5"\ntimezone = "Europe/Oslo"'), ("often", "interval_s = 900")):
        text = f'[source]\nname = "{name}"\nurls = ["https://{name}.example/"]\n[source.schedule]\n{schedule}\n'
        (folder / "config" / "sources" / f"{name}.toml").write_text(text)

    async def register() -> dict[str, DeploymentResponse]:
        async with get_client() as client:
            wanted = [one for one in await deployments(load()) if one.flow_name == "ingest"]
            await rename_schedules(client, wanted)
            return {one.name: await client.read_deployment(await one.aapply()) for one in wanted}

    def interval_of(name: str) -> timedelta:
        with get_client(sync_client=True) as client:
            (one,) = client.read_deployment_schedules(found[name].id)
        return getattr(one.schedule, "interval", timedelta(0))

    found = asyncio.run(register())
    assert {name: sorted(one.tags) for name, one in found.items()} == {
        name: sorted(("dateline", "ingest", name)) for name in ("early", "often", "sample")
    }
    for one in found.values():
        assert one.global_concurrency_limit
        assert one.global_concurrency_limit.limit == 1
        assert one.concurrency_options
        assert one.concurrency_options.collision_strategy == "CANCEL_NEW"
    cron = found["early"].schedules[0].schedule
    assert (getattr(cron, "cron", ""), getattr(cron, "timezone", "")) == ("30 5 * * 1-5", "Europe/Oslo")
    assert (interval_of("often"), interval_of("sample")) == (timedelta(minutes=15), timedelta(minutes=5))
    ways = found["sample"].parameter_openapi_schema
    assert ways
    assert ways["definitions"]["Way"]["enum"] == ["all", "folders"]
    (folder / "config" / "sources" / "often.toml").write_text(
        '[source]\nname = "often"\nurls = ["https://often.example/"]\n[source.schedule]\ncron = "0 6 * * *"\n'
    )
    (only,) = asyncio.run(register())["often"].schedules
    assert getattr(only.schedule, "cron", "") == "0 6 * * *"
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(found["sample"].id))
    for expected in (300, 450, 675):
        ingest("sample")
        assert interval_of("sample") == timedelta(seconds=expected)


@pytest.mark.usefixtures("prefect_server")
def test_what_was_paused_in_the_ui_stays_paused(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A paused schedule or deployment stays paused, even if the file has another schedule."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings

    from dateline.flows.cli.commands.serve import _register  # noqa: PLC0415 - as above

    hourly, daily = "[source.schedule]\ninterval_s = 3600\n", '[source.schedule]\ncron = "0 5 * * *"\n'
    file = '[source]\nname = "{0}"\nurls = ["https://{0}.example/"]\n{1}'.format
    folder = project(file("sample", hourly))
    for name in ("morning", "evening", "health"):
        (folder / "config" / "sources" / f"{name}.toml").write_text(file(name, hourly))

    async def register() -> None:
        async def apply(deployment: RunnerDeployment) -> None:
            await deployment.aapply()

        await _register(load(), apply)

    def states() -> dict[str, tuple[bool, bool]]:
        """Return whether each deployment and its schedule are active."""
        names = ["ingest/sample", "ingest/morning", "ingest/evening", "ingest/health", "health/health"]
        with get_client(sync_client=True) as client:
            found = {name: client.read_deployment_by_name(name) for name in names}
        return {name: (not one.paused, one.schedules[0].active) for name, one in found.items()}

    running = dict.fromkeys(("ingest/sample", "ingest/morning", "ingest/evening", "ingest/health"), (True, True))
    asyncio.run(register())
    assert states() == running | {"health/health": (True, True)}
    with get_client(sync_client=True) as client:
        for name in ("ingest/morning", "health/health"):
            one = client.read_deployment_by_name(name)
            client.update_deployment_schedule(one.id, one.schedules[0].id, active=False)
        client.pause_deployment(client.read_deployment_by_name("ingest/evening").id)
    before = states()
    assert before["ingest/evening"] == (False, True)
    (folder / "config" / "sources" / "morning.toml").write_text(file("morning", daily))
    capsys.readouterr()
    asyncio.run(register())
    assert states() == before
    assert {name for name, state in before.items() if state == (True, True)} == {"ingest/sample", "ingest/health"}
    assert "Still paused, as set in the Prefect UI: evening, health, morning." in capsys.readouterr().out
    with get_client(sync_client=True) as client:
        one = client.read_deployment_by_name("ingest/morning")
        assert getattr(one.schedules[0].schedule, "cron", "") == "0 5 * * *"
        client.update_deployment_schedule(one.id, one.schedules[0].id, active=True)
    asyncio.run(register())
    assert states()["ingest/morning"] == (True, True)


@pytest.mark.usefixtures("prefect_server")
def test_a_group_has_a_deployment_for_each_shard_and_its_sources_have_none(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that comes into a group loses its own, a group that is divided its old one; forms offer the group."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags  # noqa: PLC0415 - as above
    from prefect.client.schemas.responses import DeploymentResponse  # noqa: PLC0415 - as above
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415 - as above

    from dateline.flows.cli.commands.serve import _register  # noqa: PLC0415 - as above

    file = '[source]\nname = "{0}"\nurls = ["https://{0}.example/"]\n[source.schedule]\n{1}\n'.format
    folder = project(file("sample", "interval_s = 900"))

    async def apply(deployment: RunnerDeployment) -> None:
        await deployment.aapply()

    def registered(settings: str, **sources: str) -> dict[str, DeploymentResponse]:
        """Register a project; return the deployments that read sources, by the names of their flows and theirs."""
        (folder / "config" / "settings.toml").write_text(settings)
        for name, schedule in sources.items():
            (folder / "config" / "sources" / f"{name}.toml").write_text(file(name, schedule))
        asyncio.run(_register(load(), apply))
        found: dict[str, DeploymentResponse] = {}
        with get_client(sync_client=True) as client:
            for tag in ("ingest", "group"):
                wanted = DeploymentFilter(tags=DeploymentFilterTags(all_=["dateline", tag]))
                found |= {f"{tag}/{one.name}": one for one in client.read_deployments(deployment_filter=wanted)}
        return found

    assert set(registered("", courier="interval_s = 900")) == {"ingest/sample", "ingest/courier"}
    whole = registered(
        "[groups.courier]\ninterval_s = 3600\n", courier='group = "courier"', gazette='group = "courier"'
    )
    assert set(whole) == {"ingest/sample", "group/courier"}, "a group may bear the name of a source that had one"
    group = whole["group/courier"]
    assert group.parameters == {"group": "courier"}
    assert getattr(group.schedules[0].schedule, "interval", None) == timedelta(hours=1)
    assert group.global_concurrency_limit
    assert group.global_concurrency_limit.limit == 1
    with get_client(sync_client=True) as client:
        form = client.read_deployment_by_name("backfill/backfill").parameter_openapi_schema
    assert form
    assert form["properties"]["sources"]["items"]["enum"] == ["group:courier", "courier", "gazette", "sample"]
    capsys.readouterr()
    divided = registered('[groups.courier]\ncron = "5 * * * *"\ntimezone = "Europe/Oslo"\nshards = 2\n')
    assert set(divided) == {"ingest/sample", "group/courier-1-of-2", "group/courier-2-of-2"}
    assert divided["group/courier-2-of-2"].parameters == {"group": "courier", "shard": 2}
    cron = divided["group/courier-1-of-2"].schedules[0].schedule
    assert (getattr(cron, "cron", ""), getattr(cron, "timezone", "")) == ("5 * * * *", "Europe/Oslo")
    assert "Removed the deployment courier: the source is part of the group courier now" in capsys.readouterr().out


def test_a_deployment_with_a_run_in_progress_loses_only_its_schedule(project: Project, prefect_server: str) -> None:
    """Prefect could not end the run without the deployment's concurrency limit. The next time, it is deleted."""
    from prefect.client.orchestration import PrefectClient, get_client  # noqa: PLC0415 - after the server's settings
    from prefect.states import Completed, Running  # noqa: PLC0415 - as above

    from dateline.flows.serving.deployments import deployments, forget_others, identity  # noqa: PLC0415 - as above

    name = "moving"
    folder = project('[source]\nname = "sample"\nurls = ["https://sample.example/"]\n')
    text = f'[source]\nname = "{name}"\nurls = ["https://{name}.example/"]\n[source.schedule]\ninterval_s = 900\n'
    (folder / "config" / "sources" / f"{name}.toml").write_text(text)

    def remove() -> subprocess.CompletedProcess[str]:
        return dateline("sources", "remove", name, folder=folder, PREFECT_API_URL=prefect_server)

    async def others(client: PrefectClient) -> set[tuple[str, frozenset[str]]]:
        return {identity(one) for one in await client.read_deployments() if one.name != name}

    async def check() -> None:
        async with get_client() as client:
            (wanted,) = (one for one in await deployments(load()) if one.name == name)
            there = await client.read_deployment(await wanted.aapply())
            run = await client.create_flow_run_from_deployment(there.id, state=Running())
            assert await forget_others(client, await others(client)) == ([], [name])
            assert not (await client.read_deployment(there.id)).schedules
            told = await asyncio.to_thread(remove)
            assert f"the deployment {name}, which has a run in progress. The next `dateline serve`" in told.stderr
            await client.set_flow_run_state(run.id, Completed())
            assert (await client.read_flow_run(run.id)).state_name == "Completed"
            assert await forget_others(client, await others(client)) == ([name], [])

    asyncio.run(check())

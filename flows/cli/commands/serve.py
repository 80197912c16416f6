"""``dateline serve`` and ``dateline deploy``: let Prefect run the flows on their schedules."""

import os
import shlex
import shutil
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config.groups import alone, members
from dateline.config.loader import Config, load
from dateline.flows.cli.errors import interrupt_without_server
from dateline.flows.cli.interruption import INTERRUPTION, leave_signals_to_the_watch
from dateline.flows.cli.text import say
from dateline.flows.runtime import environment
from dateline.flows.runtime.server_watch import watching
from dateline.flows.serving.one_serve import Lock, Serving, only_serve
from dateline.flows.serving.server import Reachable, await_answer, server_for_serve
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.runs.groups import crowding
from dateline.tasks.core.web.urls import without_login
from dateline.tasks.whole_file import whole_file

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


_BESIDE = 2
"""How many runs of flows that are not on a source's schedule, such as backfills, have places of their own."""
_STOP_S = 1.5
"""How many seconds the server has to stop when serve stops. The next start recovers what was not written."""


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the server, if none is configured.")] = 4200,
    limit: Annotated[
        int,
        typer.Option(
            min=1,
            help=f"How many sources and groups to ingest at the same time, besides {_BESIDE} runs of other flows.",
        ),
    ] = 4,
) -> None:
    """Run all flows on their schedules in this process. Starts a Prefect server unless one is configured."""
    import asyncio

    config = load()
    environment.prepare(config.root, config.settings.watch.server_lost_s)
    _warn_of_many(config)
    _warn_of_paths(config)
    with only_serve(config.root) as lock:
        say("Starting Prefect; the first start takes half a minute ...")
        with server_for_serve(config.root, port, say) as server:
            environment.use_api(server.api)
            lock.tell(server.api)
            if server.ours:
                environment.end_runs_with(os.getpid())
            with INTERRUPTION.before_exit(lambda: _stop(lock, server)):
                INTERRUPTION.sentence = "Stopped. Nothing is lost: the next start catches up."
                INTERRUPTION.grace_s = 0.0
                leave_signals_to_the_watch()
                with nullcontext() if server.ours else _watching(server.api, config):
                    asyncio.run(_serve(config, limit, lock.before if server.ours else None, ours=server.ours))


def _watching(api: str, config: Config) -> AbstractContextManager[None]:
    return watching(api, config.settings.watch.server_lost_s, say, interrupt_without_server)


def _stop(lock: Lock, server: Reachable) -> None:
    """Stop so that the next start can resume the runs in progress, which Prefect's runner would cancel."""
    lock.stopped()
    if server.stop_soon:
        server.stop_soon(_STOP_S)


def deploy(
    pool: Annotated[str, typer.Option(help="The work pool whose workers run the flows.")],
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Register nothing: write a prefect.yaml for `prefect deploy`."),
    ] = None,
) -> None:
    """Register all flows with a Prefect server, for the workers of a work pool to run."""
    import asyncio

    config = load()
    environment.prepare(config.root, config.settings.watch.server_lost_s)
    _warn_of_paths(config)
    if write:
        _write_prefect_file(config, pool, write)
        return
    api = environment.configured_api()
    if api is None:
        raise ConfigError("set PREFECT_API_URL to the Prefect server that the workers use")
    await_answer(api, say, required=True)
    INTERRUPTION.sentence = "Interrupted. Some flows may not be registered; run the same command again."
    found = asyncio.run(_deploy(config, pool))
    say(f"Registered {count(found, 'deployment')} with the work pool {pool}. Start a worker where they should run:")
    say(f"  {_worker_command(config, pool, api)}")


def _worker_command(config: Config, pool: str, api: str) -> str:
    """Return the command that starts a worker for this project, in any folder and environment."""
    # pipx and uv put only dateline's own command on the path.
    prefect = "prefect" if shutil.which("prefect") else str(Path(sys.executable).with_name("prefect"))
    variables = {"DATELINE_CONFIG": str(config.folder)}
    if without_login(api) == api:  # a password is not to be shown
        variables = {"PREFECT_API_URL": api, **variables}
    variables |= environment.of_workers()
    set_before = [f"{name}={shlex.quote(value)}" for name, value in variables.items()]
    return " ".join([*set_before, shlex.quote(prefect), "worker start --pool", shlex.quote(pool)])


def _write_prefect_file(config: Config, pool: str, path: Path) -> None:
    import asyncio

    from dateline.flows.serving.deployments import deployments
    from dateline.flows.serving.prefect_file import CLEARING, prefect_yaml

    found = asyncio.run(deployments(config))
    with whole_file(path) as part:
        part.write_text(prefect_yaml(found, pool), encoding="utf-8")
    command = f"{CLEARING} prefect deploy --all --prefect-file {path}"
    say(f"Wrote {count(len(found), 'deployment')} to {path}. Next: `{command}`")


async def _serve(config: Config, limit: int, before: Serving | None, *, ours: bool) -> None:
    from asyncio import gather

    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    from dateline.flows.runtime.notifications import notification_trouble
    from dateline.flows.serving.commands_at_work import none_at_work
    from dateline.flows.serving.deployments import ingests
    from dateline.flows.serving.interrupted_runs import end_runs_of_commands, take_up

    ingesting = Runner(name="dateline", pause_on_shutdown=False, limit=limit)
    others = Runner(name="dateline beside", pause_on_shutdown=False, limit=_BESIDE)
    for runner in (ingesting, others):
        runner.handle_sigterm = _do_nothing  # type: ignore[method-assign]  # it would cancel all runs: see `_stop`

    async def add(deployment: "RunnerDeployment") -> None:
        # Set explicitly to None, so that a deployment that had a work pool loses it.
        deployment.work_pool_name = deployment.work_queue_name = None
        await (ingesting if ingests(deployment) else others).aadd_deployment(deployment)

    await _register(config, add)
    trouble = await notification_trouble(config.settings.watch)
    if ours:
        stopped_at = before.stopped_at if before else None
        async with get_client() as client:
            told = await take_up(client, stopped_at)
            told += await end_runs_of_commands(client) if none_at_work(config.root) else []
        for sentence in told:
            say(sentence)
    _welcome(config, await _publish_health(config, trouble))
    if trouble:
        say(f"Warning: {trouble}")
    say("Press Ctrl-C to stop.")
    await gather(ingesting.start(), others.start())


async def _publish_health(config: Config, notifications: str | None) -> str:
    """Show the health of the sources in the UI from the beginning, and return its URL, or "" if there is none.

    A failure must not keep flows from being served.
    """
    import asyncio

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import ArtifactCreate

    from dateline.flows.health import reports_of
    from dateline.flows.runtime.health_link import health_url

    try:
        _, reports = await asyncio.to_thread(reports_of, config, datetime.now(UTC), notifications=notifications)
        async with get_client() as client:
            for one in reports:
                content = ArtifactCreate(key=one.key, type="markdown", description=one.description, data=one.markdown)
                await client.create_artifact(content)
        return await asyncio.to_thread(health_url)
    except Exception as error:  # noqa: BLE001 - as above
        say(f"The health of the sources could not be shown yet: {error}", err=True)
        return ""


def _do_nothing(*_: object) -> None:
    pass


async def _deploy(config: Config, pool: str) -> int:
    from dateline.flows.runtime.notifications import notification_trouble

    await _must_exist(pool)
    if trouble := await notification_trouble(config.settings.watch):  # before anything is changed
        raise ConfigError(trouble)

    async def add(deployment: "RunnerDeployment") -> None:
        await deployment.aapply(work_pool_name=pool)

    return await _register(config, add)


async def _register(config: Config, add: "Callable[[RunnerDeployment], Awaitable[None]]") -> int:
    """Register the project's deployments and automations, remove outdated ones, and return the deployment count."""
    from prefect.client.orchestration import get_client

    from dateline.flows.serving.automations import install
    from dateline.flows.serving.deployments import (
        deployments,
        forget_others,
        identity,
        keep_paused,
        rename_schedules,
    )

    found = await deployments(config)
    async with get_client() as client:
        if paused := await keep_paused(client, found):
            say(f"Still paused, as set in the Prefect UI: {', '.join(paused)}.")
        await rename_schedules(client, found)
    for deployment in found:
        await add(deployment)
    async with get_client() as client:
        gone, running = await forget_others(client, {identity(deployment) for deployment in found})
        for name in gone:
            say(f"Removed the deployment {name}: {_why_gone(name, config)}.")
        for name in running:
            say(
                f"Removed the schedule of the deployment {name}: {_why_gone(name, config)}. One of its runs is in "
                "progress, so the deployment itself is removed the next time."
            )
        await install(client, config.settings.watch)
    return len(found)


def _why_gone(name: str, config: Config) -> str:
    source = config.sources.get(name)
    if source and source.enabled and source.schedule.group:
        return f"the source is part of the group {source.schedule.group} now"
    return "the source is turned off" if source and not source.enabled else "the project has no such source or group"


async def _must_exist(pool: str) -> None:
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    async with get_client() as client:
        try:
            await client.read_work_pool(pool)
        except ObjectNotFound as error:
            remedy = f"create it: prefect work-pool create {pool} --type process"
            raise ConfigError(f"the Prefect server has no work pool {pool}; {remedy}") from error


def _welcome(config: Config, health: str) -> None:
    from prefect.settings import get_current_settings

    ui = get_current_settings().ui_url
    say(f"The Prefect UI is at {ui}")
    if health:
        say(f"Health of the sources, the latest state first: {health}")
        say(f"Reports of runs: {ui}/artifacts")
    sources = [name for name in alone(config) if config.sources[name].schedule.is_set]
    groups = [_with_size(config, name) for name, group in config.settings.groups.items() if group.is_scheduled]
    if groups:
        say(f"Scheduled groups: {', '.join(groups)}.")
    if sources or not groups:
        say(f"Scheduled sources: {', '.join(sources) or 'none yet; add a [source.schedule] to one'}.")


def _with_size(config: Config, group: str) -> str:
    return f"{group} ({count(len(members(config, group)), 'source')})"


def _warn_of_many(config: Config) -> None:
    """Say what to do about more deployments than a Prefect server with SQLite bears."""
    if environment.keeps_prefect_in_sqlite() and (finding := crowding(config.settings, config.sources.values())):
        say(finding.sentence)


def _warn_of_paths(config: Config) -> None:
    """Say which files and folders of sources cannot be read."""
    from dateline.config.source_paths import mistakes_of_paths, warning_of_paths

    if warning := warning_of_paths(mistakes_of_paths(config.folder, config.sources.values())):
        say(f"Warning: {warning}")

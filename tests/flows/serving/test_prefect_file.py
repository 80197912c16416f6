"""`dateline deploy --write` writes a prefect.yaml that Prefect's own command registers."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import requests

from dateline.config.loader import load
from tests.support.command import Project, dateline
from tests.support.command_environment import command_environment

POOL = "written-file"
CLEARING = "PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY=true"
SOURCES = {
    "sample": 'urls = ["https://sample.example/"]\n[source.schedule]\ncron = "0 6 * * *"\ntimezone = "Europe/London"\n',
    "hourly": 'urls = ["https://hourly.example/"]\n[source.schedule]\ninterval_s = 3600\n',
    "by-hand": 'urls = ["https://hand.example/"]\n',
}


def test_prefect_deploy_registers_what_dateline_deploy_registers(project: Project, prefect_server: str) -> None:
    """Name, schedule, parameters, limit, tags and entry point are the same either way."""
    folder = project("")
    write(folder, SOURCES)
    pool = {"name": POOL, "type": "process", "base_job_template": {}}
    requests.post(f"{prefect_server}/work_pools/", json=pool, timeout=60).raise_for_status()
    asyncio.run(deploy())
    ours = registered(prefect_server)
    assert len(ours) >= len(SOURCES) + 6
    assert '"slug": "cron 0 6 * * * (Europe/London)"' in ours["sample"]
    file = folder / "prefect.yaml"
    written = dateline("deploy", "--pool", POOL, "--write", str(file), folder=folder)
    assert written.returncode == 0, written.stderr
    assert f"Next: `{CLEARING} prefect deploy --all --prefect-file {file}`" in written.stdout
    prefect_deploy(file, folder, prefect_server)
    assert registered(prefect_server) == ours
    # Another schedule takes the place of the earlier one, whose name the UI showed.
    write(folder, {"hourly": 'urls = ["https://hourly.example/"]\n[source.schedule]\nadaptive = true\n'})
    asyncio.run(deploy())
    changed = json.loads(registered(prefect_server)["hourly"])["schedules"]
    assert [one["slug"] for one in changed] == ["adaptive, as often as there is news"]
    # A schedule that was removed from the file is gone, too.
    write(folder, {"hourly": 'urls = ["https://hourly.example/"]\n'})
    assert dateline("deploy", "--pool", POOL, "--write", str(file), folder=folder).returncode == 0
    prefect_deploy(file, folder, prefect_server)
    assert json.loads(registered(prefect_server)["hourly"])["schedules"] == []


def write(folder: Path, sources: dict[str, str]) -> None:
    for name, rest in sources.items():
        text = f'[source]\nname = "{name}"\n{rest}'
        (folder / "config" / "sources" / f"{name}.toml").write_text(text, encoding="utf-8")


async def deploy() -> None:
    """Register as `dateline deploy` does, except that other tests' deployments on the server are not removed."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings

    from dateline.flows.serving.deployments import deployments, rename_schedules  # noqa: PLC0415 - as above

    found = await deployments(load())
    async with get_client() as client:
        await rename_schedules(client, found)
    for deployment in found:
        await deployment.aapply(work_pool_name=POOL)


def prefect_deploy(file: Path, folder: Path, api: str) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file)]
    name, _, value = CLEARING.partition("=")
    given = {name: value, "PREFECT_API_URL": api, "PREFECT_HOME": os.environ["PREFECT_HOME"]}
    env = command_environment(folder, own_prefect=True, **given)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def registered(api: str) -> dict[str, str]:
    """Return what determines the runs of each deployment in the pool."""
    found = requests.post(
        f"{api}/deployments/filter", json={"work_pools": {"name": {"any_": [POOL]}}}, timeout=60
    ).json()
    told = ("name", "entrypoint", "parameters", "tags", "global_concurrency_limit", "concurrency_options")
    return {
        one["name"]: json.dumps(
            {
                **{name: one[name] for name in told if name != "global_concurrency_limit"},
                "limit": (one["global_concurrency_limit"] or {}).get("limit"),
                "schedules": [
                    {"slug": each["slug"], "active": each["active"], **each["schedule"]} for each in one["schedules"]
                ],
            },
            sort_keys=True,
        )
        for one in found
    }

"""Prefect's settings. Prefect reads them once, at import, so they are set before that."""

import math
import os
from pathlib import Path
from urllib.parse import urlsplit

from dateline.config.proxies import NO_PROXY_OF_PAGES

DEFAULTS = {
    # No telemetry, so that runs work without a network.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # If no server is configured, Prefect starts one for the run, which takes a while on a small machine.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # A killed run is detected by its missing heartbeats (`flows/serving/automations.py`); 30 s is the minimum.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # Runs and their reports are deleted after 30 days; by default, Prefect keeps them forever. The archive's manifests
    # hold what was archived.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
    # A source whose schedule was removed from its file loses it on the server, too.
    "PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY": "true",
}
QUIET_TERMINAL = {
    # The terminal shows dateline's own progress and errors; the log of a run is in the UI.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # Prefect shows each event that it could not send, at length, if the server is away.
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
}
_RETRIES = "PREFECT_CLIENT_MAX_RETRIES"
_RUNS_END_WITH = "_DATELINE_RUNS_END_WITH"
_TEMPORARY = {
    # As in `prefect.server.api.server.SubprocessASGIServer`: no UI, and only the services that a run needs.
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
_HERE = ("127.0.0.1", "localhost", "::1")
"""Hosts never reached through a proxy: the project's own Prefect server runs there."""


def prepare(root: Path, server_lost_s: float = 120.0) -> None:
    """Set the settings that the user has not set. Prefect's home is under ``root``, so projects are self-contained.

    Prefect's client retries for at least ``server_lost_s`` seconds, as long as a silent server is waited for
    (`dateline.flows.runtime.server_watch`).
    """
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(root / ".prefect"))
    for name, value in (DEFAULTS | QUIET_TERMINAL | {_RETRIES: str(retries_for(server_lost_s))}).items():
        os.environ.setdefault(name, value)
    _reach_this_machine_directly()


def of_workers() -> dict[str, str]:
    """Return those of the prepared settings that workers need, too.

    Without heartbeats nobody notices that a run was killed, and without retries a silent server soon ends it.
    """
    return {name: os.environ[name] for name in ("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", _RETRIES)}


def retries_for(seconds: float) -> int:
    """Return how many retries of Prefect's client take at least so long, even if each attempt fails at once.

    It waits for about 2, 4, 8 … seconds, each a fifth less at least (PREFECT_CLIENT_RETRY_JITTER_FACTOR).
    """
    return math.ceil(math.log2(seconds / (2 * 0.8) + 1))


def _reach_this_machine_directly() -> None:
    """Add this machine to NO_PROXY, in upper and lower case, because clients differ in which they read first.

    Pages keep to what the user set, which is kept for `dateline.config.proxies`.
    """
    told = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    os.environ.setdefault(NO_PROXY_OF_PAGES, told)
    hosts = [host for part in told.split(",") if (host := part.strip())]
    if "*" not in hosts:
        told = ",".join([*hosts, *(host for host in _HERE if host not in hosts)])
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = told


def configured_api() -> str | None:
    """Return the API URL that the environment names, or None."""
    return os.environ.get("PREFECT_API_URL") or None


def home() -> Path | None:
    """Return the folder of Prefect's own files that the environment names, or None."""
    named = os.environ.get("PREFECT_HOME")
    return Path(named) if named else None


def is_of_this_machine() -> bool:
    """Return whether the API that the environment names is that of a server on this machine."""
    return urlsplit(configured_api() or "").hostname in _HERE


def keeps_prefect_in_sqlite() -> bool:
    """Return whether the server that dateline starts has its data in SQLite, as it has unless told otherwise."""
    database = os.environ.get("PREFECT_API_DATABASE_CONNECTION_URL") or os.environ.get(
        "PREFECT_SERVER_DATABASE_CONNECTION_URL", "sqlite"
    )
    return configured_api() is None and database.startswith("sqlite")


def use_api(url: str) -> None:
    """Make Prefect use the API at ``url``. Prefect must not be imported yet."""
    os.environ["PREFECT_API_URL"] = url


def end_runs_with(pid: int) -> None:
    """Let the runs that this process starts end with the process ``pid``, because their server ends with it, too."""
    os.environ[_RUNS_END_WITH] = str(pid)


def runs_end_with() -> int | None:
    """Return the id of the process with which runs must end, or None."""
    pid = os.environ.get(_RUNS_END_WITH)
    return int(pid) if pid else None


def server_environment(api_url: str, *, temporary: bool = False) -> dict[str, str]:
    """Return the environment of a server whose API is at ``api_url``. The UI needs the URL to find the API."""
    inherited = {name: value for name, value in os.environ.items() if name not in QUIET_TERMINAL}
    ours = {"PREFECT_API_URL": api_url, "PREFECT_UI_API_URL": api_url}
    return inherited | ours | (_TEMPORARY if temporary else {})


def is_temporary_server() -> bool:
    """Return whether this process should run a server without a UI, for the runs of one command."""
    return "PREFECT__SERVER_EPHEMERAL" in os.environ

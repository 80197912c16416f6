"""What Prefect must know before it is imported: it reads its settings once, at import."""

import os
from pathlib import Path

DEFAULTS = {
    # Runs without a network: no telemetry, no look-ups.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Where no server is configured, Prefect starts one for the run, and may take its time on a small machine.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # A run that is killed is told by its heartbeats (see `flows/serving/automations.py`); 30 s is the shortest.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # A source whose schedule was taken out of its file has none any more.
    "PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY": "true",
}
QUIET_TERMINAL = {
    # The terminal shows dateline's own progress and errors; the run's log is in the UI.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}
_RUNS_END_WITH = "_DATELINE_RUNS_END_WITH"
_TEMPORARY = {
    # As `prefect.server.api.server.SubprocessASGIServer` has it: no UI, and only the services that a run needs.
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
_HERE = ("127.0.0.1", "localhost", "::1")
"""What is never reached through a proxy: the project's own Prefect server."""


def prepare(root: Path) -> None:
    """Set what is not set. Prefect's home lies under ``root``, so that a project is self-contained."""
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(root / ".prefect"))
    for name, value in (DEFAULTS | QUIET_TERMINAL).items():
        os.environ.setdefault(name, value)
    _reach_this_machine_directly()


def _reach_this_machine_directly() -> None:
    """Add this machine to NO_PROXY, in both spellings, since clients differ in which they read first."""
    told = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    hosts = [host for part in told.split(",") if (host := part.strip())]
    if "*" not in hosts:
        told = ",".join([*hosts, *(host for host in _HERE if host not in hosts)])
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = told


def configured_api() -> str | None:
    """Return the address of the API that the environment names, if it does."""
    return os.environ.get("PREFECT_API_URL") or None


def use_api(url: str) -> None:
    """Let Prefect, which must not be imported yet, talk to the API at ``url``."""
    os.environ["PREFECT_API_URL"] = url


def end_runs_with(pid: int) -> None:
    """Let the runs that this process starts end with the process ``pid``: without it their server is gone, too."""
    os.environ[_RUNS_END_WITH] = str(pid)


def runs_end_with() -> int | None:
    """Return the process that runs are to end with, if there is one."""
    pid = os.environ.get(_RUNS_END_WITH)
    return int(pid) if pid else None


def server_environment(api_url: str, *, temporary: bool = False) -> dict[str, str]:
    """Return the environment of a server that is reached at ``api_url``: its UI must be told, or asks another port."""
    inherited = {name: value for name, value in os.environ.items() if name not in QUIET_TERMINAL}
    ours = {"PREFECT_API_URL": api_url, "PREFECT_UI_API_URL": api_url}
    return inherited | ours | (_TEMPORARY if temporary else {})


def is_temporary_server() -> bool:
    """Return whether this process is to be a server without a UI, for the runs of one command."""
    return "PREFECT__SERVER_EPHEMERAL" in os.environ

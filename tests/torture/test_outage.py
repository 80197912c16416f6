"""After a week without runs, the next run catches up in slices, even if it is killed between two of them.

The week is simulated by an old watermark. The deployment is simulated by a variable, as Prefect's documentation allows.
"""

import json
import signal
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.schedule_state import advance_watermark, read_watermark
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, serving, story
from tests.support.sample_archive import objects, sample_settings

Project = Callable[..., Path]
DAYS = 7
A_DAY = timedelta(days=1)
STORIES_A_DAY = 2


@pytest.fixture
def midnight() -> datetime:
    """The end of the outage: the last midnight."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.fixture
def site(midnight: datetime) -> Iterator[Site]:
    """A site with a page for each day, which links to its stories."""
    with serving(Site()) as site:
        for day in [midnight - number * A_DAY for number in range(DAYS + 1)]:
            names = [f"/{day:%Y%m%d}-the-tide-of-the-day-{number}.html" for number in range(STORIES_A_DAY)]
            site.pages[listing(day)] = "".join(
                f'<p><a href="{name}">A story of the day</a></p>' for name in names
            ).encode()
            for number, name in enumerate(names):
                headline = f"The tide of {day:%d %B} came in for the {number + 1}. time"
                site.pages[name] = story(headline, day + timedelta(hours=6 + number))
        yield site


def listing(day: datetime) -> str:
    return f"/archive/{day:%Y/%m/%d}/"


@pytest.fixture
def served(site: Site, midnight: datetime, project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of the site, ingested up to a week ago, and run by a deployment with slices of a day."""
    folder = project(
        f'[source]\nname = "sample"\nlistings = [{{ url = "{site.address}/archive/{{yyyy}}/{{mm}}/{{dd}}/", '
        f'selector = "p a" }}]\n[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n',
        "[ingest]\noverlap_s = 0\nslice_s = 86400\n[recheck]\nenabled = false\n",
    )
    with closing(open_ledger(sample_settings(folder).ledger.url)):
        advance_watermark("sample", midnight - DAYS * A_DAY, sample_settings(folder), midnight)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(uuid.uuid4()))
    return folder


def catch_up() -> RunResult:
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the server's settings

    result = ingest("sample")
    assert isinstance(result, RunResult)
    return result


def urls(folder: Path) -> Counter[str]:
    return Counter(json.loads(data)["url"] for key, data in objects(folder).items() if key.startswith("articles/"))


@pytest.mark.usefixtures("prefect_server")
def test_a_week_is_caught_up_slice_by_slice(site: Site, midnight: datetime, served: Path) -> None:
    """Each day's listing is fetched, each story is archived once, and the watermark is at the end."""
    result = catch_up()
    assert result.summary.count(OutcomeKind.NEW) == (DAYS + 1) * STORIES_A_DAY
    assert set(urls(served).values()) == {1}
    assert all(site.times(listing(midnight - number * A_DAY)) for number in range(DAYS + 1))
    assert len({key.split("/")[4] for key in objects(served) if key.startswith("runs/")}) >= DAYS
    watermark = read_watermark("sample", sample_settings(served), datetime.now(UTC))
    assert watermark is not None
    assert watermark > midnight


def test_a_run_killed_between_two_slices_continues_where_it_was(
    site: Site, midnight: datetime, served: Path, prefect_server: str
) -> None:
    """After SIGKILL with four days done, these are not fetched again, and each story is archived once."""
    first = midnight - DAYS * A_DAY
    fifth, sixth = first + 4 * A_DAY, first + 5 * A_DAY  # a slice looks for its day in the zones of both its neighbours
    page = site.pages[listing(sixth)]
    code = "from dateline.flows.ingest import ingest; ingest('sample')"
    env = command_environment(served, PREFECT_API_URL=prefect_server)
    with subprocess.Popen([sys.executable, "-c", code], env=env) as run:

        def kill(_: dict[str, str]) -> tuple[int, bytes]:
            run.send_signal(signal.SIGKILL)
            return 503, b""

        site.pages[listing(sixth)] = kill
        assert run.wait(300) == -signal.SIGKILL
    assert read_watermark("sample", sample_settings(served), datetime.now(UTC)) == fifth
    assert 4 * STORIES_A_DAY <= len(urls(served)) < DAYS * STORIES_A_DAY
    asked = [site.times(listing(first + number * A_DAY)) for number in range(3)]
    site.pages[listing(sixth)] = page
    catch_up()
    assert len(urls(served)) == (DAYS + 1) * STORIES_A_DAY
    assert set(urls(served).values()) == {1}
    assert [site.times(listing(first + number * A_DAY)) for number in range(3)] == asked

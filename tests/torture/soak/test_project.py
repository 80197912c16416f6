"""The soak's outlets are found by all kinds of sources, and their sites have faults when they should."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.tasks.core.cleaning import Page, Verdict, clean_page
from dateline.tasks.core.models import OutcomeKind
from tests.support.local_site import Site, run, serving
from tests.torture.soak.faults import Place, Weather, handler_of
from tests.torture.soak.measuring import Tree, on_disk
from tests.torture.soak.outlets import PAGES_IN_A_WARC, Outlet, WebOutlet
from tests.torture.soak.project import KINDS, outcomes, outlets, published, write_project

CALM = Weather(random.Random(1), 0.0)  # noqa: S311 - the same in each run


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Outlet]]:
    """A project with the soak's outlets, whose sites are never in trouble."""
    places: dict[str, Place] = {}
    with serving(Site(), "0.0.0.0", handler_of(places)) as server:  # noqa: S104 - all of 127/8
        found = outlets(tmp_path, int(server.address.rpartition(":")[2]), seed=1)
        for outlet in found:
            if isinstance(outlet, WebOutlet):
                places[outlet.site.address.split("/")[2].partition(":")[0]] = Place(outlet.site, CALM)
        write_project(tmp_path, found, 600)
        monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "config"))
        yield found


def test_every_story_of_every_kind_has_an_outcome(room: list[Outlet], tmp_path: Path) -> None:
    """Of thirty sources, one of each kind is ingested: each of its stories is archived once."""
    for outlet in room:
        outlet.publish()  # so that its folder or list exists
    config = load()
    assert len(config.sources) == len(room) == sum(KINDS.values()) == 30
    at_once = config.settings.fetch.model_copy(update={"min_delay_s": 0})
    settings = config.settings.model_copy(update={"fetch": at_once})
    one_of_each = list({outlet.name.rpartition("-")[0]: outlet for outlet in room}.values())
    assert len(one_of_each) == len(KINDS)
    for outlet in one_of_each:
        for _ in range(PAGES_IN_A_WARC - 1):
            outlet.publish()
        kinds = [outcome.kind for outcome in run(config.sources[outlet.name], settings).outcomes]
        assert kinds == [OutcomeKind.NEW] * PAGES_IN_A_WARC, outlet.name
    known = outcomes(tmp_path)
    assert known.keys() == published(one_of_each).keys()
    assert on_disk(tmp_path, tmp_path / "config")["ledger_outcomes"] == len(known)


def text_of(page: object) -> str:
    """Return the text that the cleaner finds in a page."""
    assert isinstance(page, bytes)
    cleaned = clean_page(Page(page, "http://quay.example/1", None, None))
    assert not isinstance(cleaned, Verdict)
    return cleaned.text


def test_edits_and_deletions_are_seen(room: list[Outlet]) -> None:
    """An edit changes the cleaned text; a deleted page is gone, but still listed."""
    outlet = next(one for one in room if isinstance(one, WebOutlet))
    outlet.publish()
    (path,) = (path for path in outlet.site.pages if path.startswith("/20"))
    texts = [text_of(outlet.site.pages[path])]
    for _ in range(2):
        outlet.edit()
        texts.append(text_of(outlet.site.pages[path]))
    assert len(set(texts)) == 3
    outlet.delete()
    gone = outlet.site.pages[path]
    assert callable(gone)
    assert gone({})[0] == 410
    assert path.encode() in outlet.site.pages["/feed.xml"]  # type: ignore[operator]  # bytes


def test_the_weather_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site has faults for some of the time, none for some, and none after the trouble ends."""
    now = [0.0]
    monkeypatch.setattr("tests.torture.soak.faults.time.monotonic", lambda: now[0])
    weather = Weather(random.Random(3), 1000.0)  # noqa: S311 - the same in each run
    troubled = []
    for second in range(1500):
        now[0] = float(second)
        troubled.append(weather.fault() is not None)
    assert 0.1 < sum(troubled[:1000]) / 1000 < 0.4  # half of the requests, for about half of the time
    assert not any(troubled[1000:])


def test_the_tree_of_processes_is_measured() -> None:
    """This process, taken as permanent, has memory, open files, threads and processor time."""
    tree = Tree(os.getpid())
    tree.look()
    tree.look()
    figures = tree.figures()
    assert min(figures[name] for name in ("standing_rss_mb", "standing_open_files", "standing_threads", "cpu_s")) > 0
    assert figures["processes"] >= 1

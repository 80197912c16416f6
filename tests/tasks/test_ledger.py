"""A ledger that is rebuilt, alone or with the help of other processes."""

import os
import signal
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.config.schema import Settings
from dateline.tasks import ledger as ledger_module
from dateline.tasks.adapters.archive.manifests import read_packed
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RUNS, manifest_bytes
from dateline.tasks.core.errors import PermanentStoreError
from dateline.tasks.core.ledger_models import PackedManifest
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.ledger import Rebuilt, rebuild_ledger
from tests.support.sample_archive import sample_settings

NOW = datetime(2026, 3, 5, tzinfo=UTC)
PAGES = [f"https://quay.example/{number}" for number in range(60)]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An archive in which a few manifests count as many, and one is damaged."""
    monkeypatch.setattr(ledger_module, "_MANY", 5)
    monkeypatch.setattr(ledger_module, "_AT_ONCE", 3)
    settings = sample_settings(tmp_path)
    store = open_store(settings.archive)
    for number in range(0, len(PAGES), 3):
        urls = PAGES[number : number + 3]
        outcomes = tuple(Outcome(url=url, source="quay", kind=OutcomeKind.NEW, at=NOW) for url in urls)
        manifest = Manifest(run="run", batch=f"{number:04}", outcomes=outcomes)
        store.put(f"{RUNS}2026/03/05/run/{number:04}.jsonl", manifest_bytes(manifest))
    store.put(f"{RUNS}2026/03/05/run/0030.jsonl", b"{")
    return settings


def rebuilt(settings: Settings, processes: int) -> tuple[Rebuilt, set[str]]:
    """Return what a rebuild says, and the pages that the ledger then knows."""
    done = rebuild_ledger(settings, processes=processes)
    return done, known(settings)


def known(settings: Settings) -> set[str]:
    with shared_ledger(settings.ledger.url) as ledger:
        return set(ledger.known("quay", map(url_key, PAGES)))


def _dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_other_processes_read_the_same(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger and what is told about damage are those of one process, whoever reads. If the others die, it reads."""
    alone = rebuilt(settings, 0)
    assert (alone[0].manifests, alone[0].outcomes, len(alone[0].damaged)) == (19, 57, 1)
    assert alone[1] == set(map(url_key, PAGES)) - set(map(url_key, PAGES[30:33]))
    read_here: list[str] = []

    def reading_here(store: ArchiveStore, keys: Iterable[str]) -> Iterator[PackedManifest | str]:
        read_here.extend(portion := list(keys))
        return read_packed(store, portion)

    with monkeypatch.context() as patched:
        patched.setattr(ledger_module, "read_packed", reading_here)
        assert rebuilt(settings, 2) == alone
    assert len(read_here) < len(PAGES) // 3
    assert f"{RUNS}2026/03/05/run/0000.jsonl" not in read_here
    monkeypatch.setattr(ledger_module, "read_packed_of", _dies)
    assert rebuilt(settings, 2) == alone


def _is_out_of_reach(*_: object) -> None:
    raise PermanentStoreError("the disk is gone", key=RUNS)


@pytest.mark.parametrize("processes", [0, 2])
def test_an_archive_that_fails_leaves_the_ledger_as_it_was(
    settings: Settings, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure is told, and the ledger still knows its pages."""
    before = rebuilt(settings, 0)[1]
    for name in ("read_packed", "read_packed_of"):
        monkeypatch.setattr(ledger_module, name, _is_out_of_reach)
    with pytest.raises(PermanentStoreError):
        rebuild_ledger(settings, processes=processes)
    assert known(settings) == before

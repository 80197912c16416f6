"""Archives the bundled sample from its folder with the plain functions of the tasks: fast, and without Prefect."""

import tempfile
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from dateline.config.schema import LedgerSettings, LocalArchive, SearchSettings, Settings, Source
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.archive import archive
from dateline.tasks.audit import check_articles, check_days, check_manifests, check_rejections, check_segments
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.audit import Scope
from dateline.tasks.core.archive.audit_findings import AuditResult, added_up
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Outcome, Window
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import plan
from dateline.tasks.reprocess import reclean, segments_of
from tests.support.paths import SAMPLE_PAGES

PAGES = SAMPLE_PAGES
SOURCE = f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n'
EVERY_DAY = Window()

Project = Callable[..., Path]


def sample_settings(folder: Path) -> Settings:
    """Return the settings that a project in this folder has without a `settings.toml`."""
    return Settings(
        archive=LocalArchive(path=folder / "archive"),
        ledger=LedgerSettings(url=f"sqlite:///{folder}/.dateline/ledger.sqlite"),
        search=SearchSettings(path=folder / ".dateline" / "search"),
    )


def ingest_folder(
    settings: Settings, pages: Path = PAGES, name: str = "sample", run: Run | None = None
) -> list[Outcome]:
    """Do what the flow `ingest` does with a folder of saved pages, and return the outcomes."""
    source = Source(name=name, folders=(pages,))
    run = run or Run.begin(name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    planned = plan.fn(discover.fn(source, settings, run.window).refs, run, settings)
    outcomes: list[Outcome] = []
    for batch in (*planned.resumed, *planned.batches):
        fetch.fn(batch, source, settings)
        outcomes += archive.fn(batch, clean.fn(batch, source, settings), settings).outcomes
    return outcomes


def reclean_all(settings: Settings, source: Source, run: Run) -> None:
    """Do what the flow `reprocess` does with a source."""
    for job in segments_of.fn(source.name, run.window, settings).jobs:
        reclean.fn(job, run, source, settings, dry_run=False)


def stored(settings: Settings) -> dict[str, bytes]:
    """Return every object of an archive by key, in any store."""
    store = open_store(settings.archive)
    return {key: store.get(key) for key in store.list() if key != MARK}


def objects(folder: Path) -> dict[str, bytes]:
    """Return every object of the archive in a project's folder, by key."""
    root = folder / "archive"
    found = (p for p in sorted(root.rglob("*")) if p.is_file() and ".tmp" not in p.parts and p.name != MARK)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found}


def audit_of(
    settings: Settings,
    sources: Mapping[str, Source],
    window: Window = EVERY_DAY,
    *,
    mend: bool = False,
    deep: bool = True,
) -> AuditResult:
    """Do what the flow `audit` does, and return its result."""
    run = Run.begin("audit", window, datetime.now(UTC), uuid.uuid4().hex, "-audit")
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        scope = Scope(settings, sources, window, Path(folder) / "index", run, deep, mend)
        passes = (check_manifests, check_articles, check_rejections, check_segments, check_days)
        return added_up([check.fn(scope, lambda _what, _done: None) for check in passes], deep=deep)

"""The bundled sample, archived from its folder by the plain functions of the tasks: quick, and without Prefect."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from config.schema import LedgerSettings, LocalArchive, Settings, Source
from tasks.archive import archive
from tasks.clean import clean
from tasks.core.batches import Run
from tasks.core.models import Outcome, Window
from tasks.discover import discover
from tasks.fetch import fetch
from tasks.plan import plan

PAGES = Path(__file__).parents[2] / "config" / "sample" / "2026"
SOURCE = f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n'

Project = Callable[..., Path]


def sample_settings(folder: Path) -> Settings:
    """Return the settings that a project in this folder has without a `settings.toml`."""
    return Settings(
        archive=LocalArchive(path=folder / "archive"),
        ledger=LedgerSettings(url=f"sqlite:///{folder}/.dateline/ledger.sqlite"),
    )


def ingest_folder(settings: Settings, pages: Path = PAGES, name: str = "sample") -> list[Outcome]:
    """Do what the flow `ingest` does with a folder of saved pages; return the outcomes."""
    source = Source(name=name, folders=(pages,))
    run = Run.begin(name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    planned = plan.fn(discover.fn(source, settings, run.window).refs, run, settings)
    outcomes: list[Outcome] = []
    for batch in (*planned.resumed, *planned.batches):
        fetch.fn(batch, source, settings)
        outcomes += archive.fn(batch, clean.fn(batch, source, settings), settings).outcomes
    return outcomes


def objects(folder: Path) -> dict[str, bytes]:
    """Return every object of the archive in a project's folder."""
    root = folder / "archive"
    found = (p for p in sorted(root.rglob("*")) if p.is_file() and ".tmp" not in p.parts)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found}
